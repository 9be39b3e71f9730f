"""ReLU and its relatives: each activation function with its exact derivative.

An activation is called on pre-activations `z` and gives activations `a`; its derivative takes `z` too.

>>> relu([-2, 0, 3])
array([0., 0., 3.])
>>> relu.derivative([-2, 0, 3])
array([0., 0., 1.])
>>> leaky_relu.with_parameters(negative_slope=0.2)([-10, 10])
array([-2., 10.])
"""

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from types import MappingProxyType

import numpy as np

from helpers import arguments, formulas


@dataclass(frozen=True, eq=False, repr=False)
class Activation:
    """A function, its derivative, and where both come from.

    `name` is the standard name, `title` what a figure calls it, `formula` LaTeX in z, `source` the paper.
    `function(z, **parameters)` and its derivative `gradient(z, **parameters)` are the bare formulas: they
    take and give float arrays of one shape. They are used as `f(z)` and `f.derivative(z)`.
    No parameter may be below `least`. `learned` are the parameters that a network learns, one value for each
    unit: name -> bare formula of the derivative of f for that parameter, called as `function` is.
    `kinks` are the z where the derivative may jump; there it follows PyTorch: ReLU and ReLU6 0, Leaky ReLU
    and PReLU their slope, ELU alpha, SELU scale * alpha.
    """

    name: str
    title: str
    formula: str
    source: str
    function: InitVar[Callable]
    gradient: InitVar[Callable]
    parameters: Mapping[str, float] = field(default_factory=dict)
    kinks: tuple[float, ...] = ()
    least: float = 0.0
    learned: Mapping[str, Callable] = field(default_factory=dict)

    def __post_init__(self, function, gradient):
        if unknown := sorted(set(self.learned) - set(self.parameters)):
            raise ValueError(f"{self.name} learns {', '.join(unknown)}, which is none of its parameters.")
        for parameter, value in self.parameters.items():
            if not (arguments.is_finite(value) and value >= self.least):
                at_least = f" that is at least {self.least:g}" if np.isfinite(self.least) else ""
                raise ValueError(
                    f"{self.name}: {parameter} must be a finite number{at_least}; got {value!r}."
                )
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))
        object.__setattr__(self, "_function", function)
        object.__setattr__(self, "_gradient", gradient)

    def __call__(self, z, **learned):
        """Activations of the pre-activations `z`: same shape, same floating dtype (integers give float64).

        NaN stays NaN, a result too large for the dtype is inf. Raises TypeError unless z holds real numbers.
        learned: arrays in the place of parameters, such as one slope for each unit; they broadcast with z.
        """
        return self._evaluate(self._function, z, learned)

    def derivative(self, z, **learned):
        """Slope at *pre-activations* `z`, never at activations. Shapes, dtypes, errors: as in a call."""
        return self._evaluate(_keeping_nan(self._gradient), z, learned)

    def derivative_for(self, parameter, z, **learned):
        """How fast f(z) grows with a learned parameter, at pre-activations `z`. Otherwise as in a call."""
        return self._evaluate(_keeping_nan(self.learned[parameter]), z, learned)

    def with_parameters(self, **changes):
        """The same activation with other parameters, such as `with_parameters(negative_slope=0.2)`.

        Raises ValueError for a parameter that it does not have or a value that makes no sense.
        """
        unknown = sorted(set(changes) - set(self.parameters))
        if unknown:
            has = ", ".join(self.parameters) or "no parameters"
            raise ValueError(f"{self.name} has {has}; got {', '.join(unknown)}.")
        return self._changed(parameters={**self.parameters, **changes})

    @property
    def label(self) -> str:
        """The title with the parameters, as a figure's legend shows it."""
        values = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in self.parameters.items())
        return f"{self.title} ({values})" if values else self.title

    def jumps(self) -> list[tuple[float, float, float, float]]:
        """For each kink where the slope really jumps: (z, slope left of it, at it, right of it)."""
        around = [[np.nextafter(z, -np.inf), z, np.nextafter(z, np.inf)] for z in map(float, self.kinks)]
        slopes = [(z, *map(float, self.derivative([left, z, right]))) for left, z, right in around]
        return [(z, left, at, right) for z, left, at, right in slopes if abs(right - left) > 1e-9]

    def __repr__(self):
        return f"<activation {self.name}{dict(self.parameters) or ''}>"

    def _changed(self, **changes):
        return replace(self, **{"function": self._function, "gradient": self._gradient} | changes)

    def _evaluate(self, function, z, learned):
        z = _as_real_array(self.name, z)
        native = z.dtype == np.float64 or (z.dtype == np.float32 and not self.parameters)
        with np.errstate(over="ignore", under="ignore"):
            wide = z if native else z.astype(np.float64)
            result = np.asarray(function(wide, **{**self.parameters, **learned}))
            return result.astype(z.dtype, copy=False)[()]


def _keeping_nan(function):
    def keeping(z, **parameters):
        result = function(z, **parameters)
        lost = np.isnan(z)
        return np.where(lost, z, result) if lost.any() or np.shape(result) != z.shape else result

    return keeping


def _as_real_array(name, z):
    """`z` as a float array; TypeError with one sentence for anything but real numbers."""
    try:
        array = np.asarray(z)
    except ValueError:
        raise TypeError(f"{name} takes rows of equal length; got a ragged {type(z).__name__}.") from None
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        held = type(z).__name__ if array.ndim == 0 else f"{type(z).__name__} of {array.dtype}"
        raise TypeError(f"{name} takes a real number or a list or array of them; got {held}.")
    return array


ACTIVATIONS: dict[str, Activation] = {}
"""Standard name -> activation. Every plot, slider and table of the lessons reads this one dictionary."""


def register(activation: Activation) -> Activation:
    """Add an activation of your own: from then on it is in every plot, slider and table.

    Its derivative is compared with central differences of step 1e-6 on [-6, 6], kinks left out; those for
    learned parameters too. Raises ValueError if one is wrong (where, and by how much), if the function does
    not work on arrays of any shape, or if the name belongs to the collection. Returns what is now in the
    collection: a function that gets a copy of its input and in which NaN stays NaN.
    """
    if activation.name in BUILT_IN:
        raise ValueError(f"{activation.name} belongs to the collection; choose another name.")
    if BUILT_IN:
        activation = activation._changed(
            function=_guarded(activation._function), gradient=_guarded(activation._gradient)
        )
    z = np.linspace(-6.03, 6.03, 202)
    z = z[[all(abs(value - kink) > 1e-3 for kink in activation.kinks) for value in z]]
    for probe in (np.array(0.5), np.full((2, 3), 0.5), z):
        _check_shape(activation, probe)
    measured = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
    _check_derivative(f"The derivative of {activation.name}", z, activation.derivative(z), measured)
    for name in activation.learned:
        p = np.full_like(z, activation.parameters[name])  # as one for each of many units
        measured = (activation(z, **{name: p + 1e-6}) - activation(z, **{name: p - 1e-6})) / 2e-6
        found = activation.derivative_for(name, z, **{name: p})
        _check_derivative(f"The derivative of {activation.name} for {name}", z, found, measured)
    ACTIVATIONS[activation.name] = activation
    return activation


def _check_derivative(what, z, found, measured):
    wrong = np.abs(found - measured)
    if not np.all(wrong <= 1e-5 * (1 + np.abs(measured))):
        at = int(np.argmax(np.where(np.isnan(wrong), np.inf, wrong)))
        raise ValueError(
            f"{what} is wrong at z = {z[at]:.2f}: it gives {found[at]:.4g}, "
            f"the slope measured there is {measured[at]:.4g}."
        )


def _guarded(function):
    def guarded(z, **parameters):
        result = function(np.array(z), **parameters)
        return np.where(np.isnan(z), z, result) if np.shape(result) == z.shape else result

    return guarded


def _check_shape(activation, z):
    try:
        shapes = (
            np.shape(activation._function(z, **activation.parameters)),
            np.shape(activation.derivative(z)),
        )
    except Exception as error:
        raise ValueError(
            f"{activation.name} must work on arrays of any shape; shape {z.shape} stopped with {error!r}."
        ) from error
    for shape in shapes:
        if shape != z.shape:
            raise ValueError(f"{activation.name} must keep the shape {z.shape} of its input; got {shape}.")


BUILT_IN: frozenset[str] = frozenset()

# fmt: off
identity = register(Activation(
    "identity", "Identity", "z",
    "the linear layer: no source needed",
    formulas.identity, formulas.identity_gradient,
))
sigmoid = register(Activation(
    "sigmoid", "Sigmoid", r"\frac{1}{1 + e^{-z}}",
    "Verhulst (1838), the logistic function",
    formulas.sigmoid, formulas.sigmoid_gradient,
))
tanh = register(Activation(
    "tanh", "Tanh", r"\tanh(z)",
    "LeCun et al. (1998), Efficient BackProp",
    formulas.tanh, formulas.tanh_gradient,
))
relu = register(Activation(
    "relu", "ReLU", r"\max(0, z)",
    "Fukushima (1969); Nair and Hinton (2010)",
    formulas.relu, formulas.relu_gradient, kinks=(0,),
))
leaky_relu = register(Activation(
    "leaky_relu", "Leaky ReLU", r"z \text{ if } z > 0, \text{ else } s z",
    "Maas, Hannun and Ng (2013)",
    formulas.leaky, formulas.leaky_gradient, {"negative_slope": 0.01}, kinks=(0,),
))
prelu = register(Activation(
    "prelu", "PReLU", r"z \text{ if } z > 0, \text{ else } s z, \ s \text{ learned}",
    "He et al. (2015), arXiv:1502.01852",
    formulas.leaky, formulas.leaky_gradient, {"negative_slope": 0.25}, kinks=(0,), least=-np.inf,
    learned={"negative_slope": formulas.leaky_for_its_slope},
))
elu = register(Activation(
    "elu", "ELU", r"z \text{ if } z > 0, \text{ else } \alpha (e^z - 1)",
    "Clevert, Unterthiner and Hochreiter (2015), arXiv:1511.07289",
    formulas.elu, formulas.elu_gradient, {"alpha": 1.0}, kinks=(0,),
))
selu = register(Activation(
    "selu", "SELU", r"\lambda z \text{ if } z > 0, \text{ else } \lambda \alpha (e^z - 1)",
    "Klambauer et al. (2017), arXiv:1706.02515",
    formulas.selu, formulas.selu_gradient, kinks=(0,),
))
gelu = register(Activation(
    "gelu", "GELU", r"z \, \Phi(z)",
    "Hendrycks and Gimpel (2016), arXiv:1606.08415",
    formulas.gelu, formulas.gelu_gradient,
))
gelu_tanh = register(Activation(
    "gelu_tanh", "GELU, tanh form", r"\frac{z}{2} (1 + \tanh(\sqrt{2 / \pi} \, (z + 0.044715 z^3)))",
    "Hendrycks and Gimpel (2016), arXiv:1606.08415",
    formulas.gelu_tanh, formulas.gelu_tanh_gradient,
))
silu = register(Activation(
    "silu", "SiLU", r"\frac{z}{1 + e^{-z}}",
    "Elfwing, Uchibe and Doya (2017), arXiv:1702.03118",
    formulas.silu, formulas.silu_gradient,
))
swish = register(Activation(
    "swish", "Swish", r"\frac{z}{1 + e^{-\beta z}}",
    "Ramachandran, Zoph and Le (2017), arXiv:1710.05941",
    formulas.swish, formulas.swish_gradient, {"beta": 1.0},
))
softplus = register(Activation(
    "softplus", "Softplus", r"\ln(1 + e^z)",
    "Dugas et al. (2001)",
    formulas.softplus, formulas.sigmoid,
))
mish = register(Activation(
    "mish", "Mish", r"z \tanh(\ln(1 + e^z))",
    "Misra (2019), arXiv:1908.08681",
    formulas.mish, formulas.mish_gradient,
))
relu6 = register(Activation(
    "relu6", "ReLU6", r"\min(\max(0, z), 6)",
    "Krizhevsky (2010)",
    formulas.relu6, formulas.relu6_gradient, kinks=(0, 6),
))
squared_relu = register(Activation(
    "squared_relu", "Squared ReLU", r"\max(0, z)^2",
    "So et al. (2021), arXiv:2109.08668",
    formulas.squared_relu, formulas.squared_relu_gradient,
))
# fmt: on

BUILT_IN = frozenset(ACTIVATIONS)
