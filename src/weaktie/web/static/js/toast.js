// Says what was done, one sentence at a time, with the way back. Stays ten seconds, and while it is being used.

const STAY_MS = 10_000;
const ELSEWHERE = "weaktie does not answer. Is it still running?";
const REFUSALS = {
  401: "This browser is no longer let in. In your terminal: weaktie open",
  403: "That was not allowed from here. Load the page again and try once more.",
  404: "That is no longer here. Load the page again.",
};

class Toasts extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    if (this.firstElementChild) this.#wait();
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => clearTimeout(this.#timer));
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.#wait());
    document.body.addEventListener("wt:toast", (event) => this.say(event.detail.text, event.detail.undo));
    document.body.addEventListener("htmx:sendError", () => this.say(ELSEWHERE));
    document.body.addEventListener("htmx:responseError", (event) => {
      const status = event.detail.xhr.status;
      this.say(REFUSALS[status] ?? "Something broke. What you had saved is safe; the terminal says more.");
    });
  }

  // `undo` is the address that takes back what was done, or empty.
  say(text, undo = "") {
    const toast = document.createElement("div");
    toast.className = "toast";
    const words = document.createElement("span");
    words.textContent = text;
    toast.append(words);
    if (undo) toast.append(this.#undoForm(undo));
    this.replaceChildren(toast);
    this.#wait();
  }

  #undoForm(address) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    form.append(hidden("csrfmiddlewaretoken", this.dataset.csrf), hidden("next", location.pathname + location.search));
    const button = document.createElement("button");
    button.dataset.undo = "";
    button.textContent = "Undo";
    form.append(button);
    return form;
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.replaceChildren(), STAY_MS);
  }
}

function hidden(name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  return field;
}

customElements.define("wt-toasts", Toasts);
