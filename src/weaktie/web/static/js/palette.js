// Find from anywhere: the links of the Find page, in a dialog, chosen with the arrows.

const PAUSE_MS = 120;

class Palette extends HTMLElement {
  #dialog = this.querySelector("dialog");
  #input = this.querySelector("input");
  #list = this.querySelector('[role="listbox"]');
  #status = this.querySelector('[role="status"]');
  #timer = 0;
  #asked = null;
  #shown = null;
  #active = -1;

  connectedCallback() {
    document.addEventListener("wt:find", () => this.open());
    document.addEventListener("click", (event) => this.#takeOver(event));
    document.addEventListener("input", (event) => {
      if (event.target.closest("form[data-opens-palette]")) this.open(event.target);
    });
    this.#input.addEventListener("input", () => this.#later());
    this.#input.addEventListener("keydown", (event) => this.#steer(event));
    this.#input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    this.#list.addEventListener("pointermove", (event) => {
      const at = this.#options().indexOf(event.target.closest('[role="option"]'));
      if (at >= 0) this.#activate(at, false);
    });
    this.#dialog.addEventListener("click", (event) => { if (event.target === this.#dialog) this.#dialog.close(); });
  }

  // Opens with what was already typed into another field, and empties that field.
  open(field = null) {
    if (this.#dialog.open) return;
    this.#input.value = field?.value ?? "";
    if (field) field.value = "";
    this.#dialog.showModal();
    this.#input.focus();
    this.#ask();
  }

  #takeOver(event) {
    const opener = event.target.closest("[data-opens-palette]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const sought = this.#input.value;
    const url = `${this.#input.form.action}?${new URLSearchParams({ q: sought })}`;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: this.#asked.signal });
      if (answer.ok) this.#show(sought, await answer.text());
      else this.#say("weaktie did not answer as expected. Press Enter for the Find page.");
    } catch (error) {
      if (error.name !== "AbortError") this.#say("weaktie does not answer. Is it still running?");
    }
  }

  // The server sends plain links in sections; in a list to choose from they are options in groups.
  #show(sought, html) {
    this.#shown = sought;
    this.#list.innerHTML = html;
    for (const section of this.#list.querySelectorAll("section")) {
      section.setAttribute("role", "group");
      const head = section.querySelector("h3");
      section.setAttribute("aria-label", head.textContent);
      head.setAttribute("aria-hidden", "true");
    }
    for (const item of this.#list.querySelectorAll("ul, li")) item.setAttribute("role", "none");
    this.#options().forEach((link, at) => {
      link.setAttribute("role", "option");
      link.id = `found-${at}`;
      link.tabIndex = -1;
    });
    const count = this.#options().length;
    this.#input.setAttribute("aria-expanded", String(count > 0));
    this.#activate(count > 0 && this.#input.value.trim() ? 0 : -1);
    this.#say(count === 1 ? "One found" : `${count} found`);
  }

  #options() {
    return [...this.#list.querySelectorAll("a")];
  }

  #activate(at, scroll = true) {
    const options = this.#options();
    this.#active = at;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", options[at].id);
    if (at >= 0 && scroll) options[at].scrollIntoView({ block: "nearest" });
  }

  #steer(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.#options().length;
    if (!step || count === 0) return;
    event.preventDefault();
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#activate((from + step + count) % count);
  }

  // Whoever types fast and presses Enter means what was typed, not what an earlier answer shows.
  async #enter() {
    clearTimeout(this.#timer);
    if (this.#shown !== this.#input.value) await this.#ask();
    const option = this.#options()[this.#active];
    if (option) option.click();
    else this.#input.form.submit();
  }

  #say(sentence) {
    this.#status.textContent = sentence;
  }
}

customElements.define("wt-palette", Palette);
