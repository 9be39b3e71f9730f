// Plays what was recorded: explorers (a picture for each state of the controls), cards and quiz, and their score.
"use strict";
// The recorded state for `wanted`, asked for by moving control `moved`: that one, or the one with the moved control
// where it is wanted and as few others as possible elsewhere.
function nearest(vectors, wanted, moved) {
    let best = null, least = Infinity;
    for (const vector of vectors) {
        let far = 0;
        for (let n = 0; n < vector.length; n++) {
            const apart = Math.abs(vector[n] - wanted[n]);
            if (apart) far += (n === moved ? 1e6 : 1e3) + Math.min(apart, 999);
        }
        if (far < least) { least = far; best = vector; }
    }
    return best;
}

// "3 of 5 first guesses right, 2 not made yet; look again at sections 1, 4." wrong: pairs of lesson and section.
function score(right, open, wrong) {
    const lessons = {};
    for (const [lesson, section] of wrong) (lessons[lesson] ??= new Set()).add(Number(section));
    const places = Object.keys(lessons).sort().map((lesson) => {
        const sections = [...lessons[lesson]].sort((one, other) => one - other);
        return `${lesson}section${sections.length > 1 ? "s" : ""} ${sections.join(", ")}`;
    });
    return `${right} of ${right + wrong.length} first guesses right` + (open ? `, ${open} not made yet` : "") +
        (places.length ? `; look again at ${places.join("; ")}` : "") + ".";
}

async function unpack(base64) {
    const letters = atob(base64), bytes = new Uint8Array(letters.length);
    for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const [head, ...frames] = (await new Response(stream).text()).split("\x1e");
    const recording = { ...JSON.parse(head), frames };
    recording.at = new Map(recording.states.map((state, n) => [state, recording.shows[n]]));
    return recording;
}

const unpacked = {};  // name -> promise of a recording: explorers of one name share it
const numbers = (text) => text.split(",").map((part) => (part === "" ? null : Number(part)));

class Explorer {
    constructor(figure) {
        this.figure = figure;
        this.now = numbers(figure.dataset.start);
        this.still = figure.querySelector("img");
        this.moving = figure.querySelector(".moving");
        this.sentence = figure.querySelector(".sentence");
        this.inputs = [...figure.querySelectorAll("input[data-control]")];
        this.choices = [...figure.querySelectorAll("button[data-control]")];
        this.rows = [...figure.querySelectorAll("[data-row]")];
        this.scenes = [...figure.querySelectorAll("[data-scene]")];
        figure.tabIndex = -1;  // so that a click on the picture puts the keys there
        figure.addEventListener("keydown", (event) => event.ctrlKey || event.altKey || event.metaKey || this.key(event.key));
        figure.addEventListener("input", ({ target }) => this.move(Number(target.dataset.control), Number(target.value)));
        figure.addEventListener("click", (event) => this.press(event.target.closest("button")));
        new IntersectionObserver(([seen], watcher) => {
            if (!seen.isIntersecting) return;
            watcher.disconnect();
            this.load();
        }, { rootMargin: "400px" }).observe(figure);
    }

    load() {
        const name = this.figure.dataset.explorer;
        unpacked[name] ??= unpack(document.querySelector(`[data-states="${name}"]`).textContent);
        return this.loading ??= unpacked[name].then((recording) => {
            this.recording = recording;
            this.figure.dataset.ready = "";
        });
    }

    async move(control, value) {
        this.pause();
        await this.show(this.now.map((number, n) => (n === control ? value : number)), control);
    }

    async show(wanted, moved) {
        if (!this.recording) await this.load();
        const { at, frames, stills, texts } = this.recording;
        this.now = at.has(wanted.join()) ? wanted : nearest(this.vectors(), wanted, moved);
        const [still, moving, sentence] = frames[at.get(this.now.join())].split("\x1f");
        if (this.still.getAttribute("src") !== stills[still][0]) [this.still.src, this.still.alt] = stills[still];
        this.moving.innerHTML = moving;
        this.sentence.textContent = sentence;
        for (const input of this.inputs) setRange(input, this.now[input.dataset.control], texts[input.dataset.control]);
        for (const button of this.choices) {
            const down = String(this.now[button.dataset.control] === Number(button.dataset.value));
            if (button.getAttribute("aria-pressed") !== down) button.setAttribute("aria-pressed", down);
        }
        for (const row of this.rows) {
            const [chooser, value] = numbers(row.dataset.row);
            row.hidden = this.now[chooser] !== value;
        }
    }

    vectors() { return this.recording.vectors ??= this.recording.states.map(numbers); }

    press(button) {
        const { control, value, scene, play, stop } = button?.dataset ?? {};
        if (control) this.move(Number(control), Number(value));
        else if (scene) {
            this.pause();
            this.scene = this.scenes.indexOf(button);
            this.show(numbers(scene).map((number, n) => number ?? this.now[n]), -1);
        } else if (play) this.playing ? this.pause() : this.play(button);
        else if (stop) this.move(Number(stop), 0);
    }

    key(key) {
        const { scene = 0, scenes } = this, near = (step) => scenes[(scene + step + scenes.length) % scenes.length];
        ({ n: near(1), p: near(-1), s: scenes[0], g: this.figure.querySelector("[data-play]") })[key]?.click();
    }

    play(button) {
        this.pause();
        const control = Number(button.dataset.play), last = Number(button.dataset.last);
        const step = () => {
            const next = (this.now[control] + 1) % (last + 1);
            this.show(this.now.map((number, n) => (n === control ? next : number)), control);
            if (next === last) this.pause();
        };
        button.textContent = "pause";
        this.playing = { button, timer: setInterval(step, 1000 * button.dataset.seconds) };
    }

    pause() {
        clearInterval(this.playing?.timer);
        if (this.playing) this.playing.button.textContent = "play";
        this.playing = null;
    }
}

function setRange(input, value, texts) {
    if (input.getAttribute("aria-valuetext") === texts[value] && Number(input.value) === value) return;
    input.value = value;
    input.setAttribute("aria-valuetext", texts[value]);
    input.nextElementSibling.textContent = texts[value];
}

class Card {
    constructor(section) {
        this.section = section;
        this.said = JSON.parse(section.querySelector("script").textContent);
        this.answers = [...section.querySelectorAll("[data-answer]")];
        this.inputs = [...section.querySelectorAll("input")];
        section.addEventListener("click", ({ target }) => {
            const button = target.closest("button");
            if (button) this.guess(button.dataset.answer === undefined ? this.reading() : Number(button.dataset.answer));
        });
        section.addEventListener("input", ({ target }) => {
            setRange(target, Number(target.value), this.said.texts);
            this.draw();
        });
        this.draw();
    }

    values() { return this.inputs.map((input) => Number(input.value)); }

    // The number of the reply: that of the slider; of several sliders that which is furthest off.
    reading() {
        const { far, texts } = this.said, replies = this.values().map((value, n) => n * texts.length + value);
        return replies.reduce((worst, reply) => (far && far[reply] > far[worst] ? reply : worst));
    }

    draw() {
        if (!this.said.x) return;
        const at = this.values().map((value, n) => [this.said.x[n], this.said.y[value]]);
        this.section.querySelector(".drawn").setAttribute("d", `M${at.join("L")}`);
        const dot = ([x, y]) => `M${x - 4},${y}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0`;
        this.section.querySelector(".dots").setAttribute("d", at.map(dot).join(""));
    }

    guess(number) {
        const [right, text] = this.said.replies[number];
        this.section.querySelector(".reply").innerHTML = text + this.said.end;
        this.answers.forEach((button, n) => button.setAttribute("aria-pressed", String(n === number)));
        if (this.answers[number]) this.answers[number].dataset.right = right;
        if (this.said.truth) this.section.querySelector(".truth").innerHTML = this.said.truth;
        this.right ??= right;
        tell(this.section.dataset.group);
    }
}

const cards = [];

function tell(group) {
    const all = cards.filter((card) => card.section.dataset.group === group);
    const right = all.filter((card) => card.right === true).length;
    const wrong = all.filter((card) => card.right === false).map(({ section }) => section.dataset)
        .map(({ lesson, section }) => [lesson, section]);
    for (const line of document.querySelectorAll(`[data-score="${group}"]`)) {
        line.firstElementChild.textContent = score(right, all.length - right - wrong.length, wrong);
    }
}

document.querySelectorAll("figure[data-explorer]").forEach((figure) => new Explorer(figure));
document.querySelectorAll("section.asks").forEach((section) => cards.push(new Card(section)));
