// Keys inside an explorer: they press its own buttons. JupyterLab takes none of these four.
const explorer = this.closest(".explorer");
const scenes = [...explorer.querySelectorAll(".explorer-scenes button")];
let now = 0;
scenes.forEach((button, number) => button.addEventListener("click", () => { now = number; }));
explorer.tabIndex = -1; // so that a click on the picture puts the keys there
explorer.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.isContentEditable) return;
    const count = scenes.length;
    const button = {
        n: scenes[(now + 1) % count],
        p: scenes[(now + count - 1) % count],
        s: scenes[0],
        g: explorer.querySelector(".player button"),
    }[event.key];
    if (!button) return;
    button.click();
    event.stopPropagation(); // a slide show has such keys, too
});
