// Notes are kept as they are typed: every change goes to this device at once (IndexedDB, written through to the
// disk) and to weaktie within 400 ms. What weaktie has leaves the device; what it cannot take yet waits here and is
// sent again. Each note has a key of its own and a version that counts up, so however often it arrives it is one.
// Presses (start, more time, the closing question, end) go the same way.

const SEND_AFTER_MS = 400;
const AGAIN_AFTER_MS = 2000;
const ANSWERS_WITHIN_MS = 5000;
const FRESH_WITHIN_MS = 1500;
const WORDS = {
  both: "Kept as you type, on this device and in weaktie.",
  device: "Kept on this device; weaktie does not answer, it will catch up.",
  nowhere: "weaktie does not answer, and this browser keeps nothing: leave this page open.",
  out: "Kept on this device. This browser is no longer let in; in your terminal: weaktie open",
  stale: "Kept on this device. Load the page again, and it goes to weaktie.",
  gone: "This conversation is no longer in weaktie.",
};

const { Store, isFree, letter, makeKey } = await import(`./kept.js${new URL(import.meta.url).search}`);

class Notes extends HTMLElement {
  #form = this.querySelector(".note-box");
  #box = this.querySelector("textarea");
  #list = this.querySelector(".notes");
  #csrf = this.#form.querySelector("[name=csrfmiddlewaretoken]").value;
  #store = null;
  #note = null;          // the note being typed
  #unsent = new Map();   // copies that weaktie may not have, by key
  #presses = [];
  #writing = false;
  #writeAgain = false;
  #sending = false;
  #sendAgain = false;
  #timer = 0;
  #letGo = null;
  #picks = true;         // whether a bare letter picks the kind
  #picked = null;        // the letter that just did, until the next key
  #wants = "";           // where to go once weaktie has everything
  #leaving = new AbortController();

  connectedCallback() {
    const listen = { signal: this.#leaving.signal };
    this.#form.addEventListener("input", (event) => this.#typed(event), listen);
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); this.#keep(); }, listen);
    this.#box.addEventListener("keydown", (event) => this.#key(event), listen);
    this.#list.addEventListener("click", (event) => this.#clicked(event), listen);
    document.addEventListener("keydown", (event) => this.#keyElsewhere(event), listen);
    document.addEventListener("submit", (event) => this.#pressed(event), listen);
    document.addEventListener("change", (event) => { if (event.target.form?.dataset.press === "asked") this.#press("asked", event.target.form); }, listen);
    document.addEventListener("wt:stopped", () => this.#press("end", null), listen);
    addEventListener("pagehide", () => this.#beacon(), listen);
    addEventListener("online", () => this.#send(), listen);
    document.addEventListener("visibilitychange", () => this.#send(), listen);
    this.#load();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.#letGo?.();
  }

  get #conversation() { return this.dataset.conversation; }
  get #clock() { return document.querySelector("wt-clock"); }
  #now() { return this.#clock?.now?.() ?? Date.now(); }

  async #load() {
    this.#store = await Store.open(document.body.dataset.store);
    await this.#alone();
    // The page may be older than what another tab, or a request of a page that died, brought to weaktie since.
    const fresh = await fetch(this.dataset.copies, { signal: AbortSignal.timeout(FRESH_WITHIN_MS) }).then((answer) => answer.json()).catch(() => ({ copies: [] }));
    for (const copy of fresh.copies) if (!(Number(this.#row(copy.key)?.dataset.version) >= copy.version)) this.#show(copy);
    for (const copy of await this.#store.all("copies")) {
      if (copy.conversation !== this.#conversation || copy.key === this.#note?.key) continue;
      const row = this.#row(copy.key);
      if (row && Number(row.dataset.version) > copy.version) await this.#store.drop(this.#conversation, copy.key, copy.version);
      else {
        this.#unsent.set(copy.key, copy);
        this.#show(copy);
      }
    }
    this.#presses.unshift(...(await this.#store.all("presses")).filter((press) => press.conversation === this.#conversation));
    const open = (await this.#store.all("open")).find((one) => one.conversation === this.#conversation);
    if (open && !this.#note && !this.#box.value) await this.#resume(open.key);
    if (this.#note) {
      this.#store.put("open", { conversation: this.#conversation, key: this.#note.key });
      this.#save();
    }
    this.#send();
    this.dataset.ready = "";
    if (this.#clock?.running && matchMedia("(pointer: fine)").matches && document.activeElement === document.body) this.#box.focus();
  }

  // While a page of this conversation is open, it alone sends what the device keeps of it; left.js does for pages that
  // are gone, and is waited for.
  #alone() {
    return new Promise((ready) => {
      if (!navigator.locks) return ready();
      return navigator.locks.request(`conversation:${this.#conversation}`, { mode: "shared" }, () => {
        ready();
        return new Promise((resolve) => { this.#leaving.signal.addEventListener("abort", resolve); });
      });
    });
  }

  // ---- typing -----------------------------------------------------------------------------------------------

  #typed(event) {
    if (event?.target === this.#box) this.#letters(this.#box.value === "");
    if (!this.#note && !this.#text) return;
    this.#begin(makeKey());
    this.#save();
  }

  // The words of the note; an opening of which only the employer or the role is told is named by those.
  get #text() {
    const { kind, employer, role } = this.#form.elements;
    if (this.#box.value || kind.value !== "opening") return this.#box.value;
    return [role.value, employer.value].filter(Boolean).join(", ");
  }

  #begin(key, known = {}) {
    if (this.#note) return;
    this.#note = { conversation: this.#conversation, key, version: 0, at_second: this.#clock?.second?.() ?? null, ...known };
    this.#store?.put("open", { conversation: this.#conversation, key });
    navigator.locks?.request(`note:${key}`, () => new Promise((resolve) => { this.#letGo = resolve; }));
  }

  #save() {
    const told = new FormData(this.#form);
    const hand = told.get("first_hand");
    Object.assign(this.#note, {
      version: this.#note.version + 1, text: this.#text, kind: told.get("kind"), off_record: told.has("off_record"),
      first_hand: hand === "yes" ? true : hand === "no" ? false : null,
      employer: told.get("employer"), role: told.get("role"), written_at: Math.round(this.#now()),
    });
    this.#unsent.set(this.#note.key, { ...this.#note });
    this.#write(this.#note.key);
    this.#soon(SEND_AFTER_MS);
  }

  async #write(key) {
    if (!this.#store) return;
    if (this.#writing) {
      this.#writeAgain = true;
      return;
    }
    this.#writing = true;
    do {
      this.#writeAgain = false;
      const copy = this.#unsent.get(key);
      // A full disk or a closed store: weaktie still gets it.
      if (copy) await this.#store.put("copies", copy).catch(() => undefined);
      if (!this.#unsent.has(key) && copy) await this.#store.drop(this.#conversation, key, copy.version).catch(() => undefined);
    } while (this.#writeAgain);
    this.#writing = false;
  }

  #keep() {
    if (!this.#note) {
      this.#box.focus();
      return;
    }
    const note = this.#note;
    if (note.text !== this.#text) this.#save();
    if (note.text.trim()) this.#show(note);
    this.#note = null;
    this.#letGo?.();
    this.#letGo = null;
    this.#store?.remove("open", this.#conversation);
    this.#box.value = "";
    for (const field of this.#form.querySelectorAll(".heard input, .heard select")) field.value = "";
    this.#form.elements.off_record.checked = false;
    this.#letters(true);
    this.#box.focus();
    this.#soon(0);
  }

  // Go on with the note that was open when a page went, unless another tab has it in hand.
  async #resume(key) {
    const copy = this.#copy(key);
    if (copy && (await isFree(key)) && !this.#note && !this.#box.value) this.#open(copy);
  }

  #copy(key) { return this.#unsent.get(key) ?? read(this.#row(key)); }

  #open(copy) {
    const { key, version, at_second, text } = copy;
    const { elements } = this.#form;
    this.#box.value = text;
    elements.kind.value = copy.kind;
    elements.off_record.checked = copy.off_record;
    for (const name of ["employer", "role"]) elements[name].value = copy[name] ?? "";
    elements.first_hand.value = copy.first_hand === true ? "yes" : copy.first_hand === false ? "no" : "";
    this.#row(key)?.remove();
    this.#begin(key, { version, at_second, text });
    this.#letters(false);
    this.#box.setSelectionRange(text.length, text.length);
  }

  #clicked(event) {
    const link = event.target.closest(".edit");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { key } = link.closest("li").dataset;
    this.#keep();
    this.#open(this.#copy(key));
    this.#box.focus();
  }

  // ---- the list ---------------------------------------------------------------------------------------------

  #row(key) { return this.#list.querySelector(`[data-key="${CSS.escape(key)}"]`); }

  #show(copy) {
    const fresh = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const kind = this.#form.querySelector(`[name=kind][value="${copy.kind}"]`).dataset;
    const { key, version, text, off_record: isOff, at_second: second } = copy;
    Object.assign(fresh.dataset, {
      key, version, kind: copy.kind, off: isOff ? "yes" : "no", second: second ?? "", employer: copy.employer ?? "", role: copy.role ?? "",
      hand: copy.first_hand === true ? "yes" : copy.first_hand === false ? "no" : "",
    });
    fresh.classList.toggle("off", isOff);
    fresh.querySelector("time").textContent = second === null ? "after" : `${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}`;
    const tag = fresh.querySelector(".tag");
    tag.className = ["tag", isOff ? "locked" : kind.tag].join(" ").trim();
    tag.textContent = isOff ? `${kind.label}, off the record` : kind.label;
    fresh.querySelector(".words").textContent = text;
    fresh.querySelector(".edit").href = `?note=${encodeURIComponent(key)}`;
    const before = this.#row(key);
    if (before) before.replaceWith(fresh);
    else this.#list.prepend(fresh);
  }

  // ---- the keyboard -----------------------------------------------------------------------------------------

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const last = this.#picked;
    this.#picked = null;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#keep();
    } else if (event.key === "Escape") {
      this.#letters(true);
    } else if (event.altKey && /^Key[A-Z]$/.test(event.code)) {
      if (this.#pick(event.code[3].toLowerCase())) event.preventDefault();
    } else if (last && this.#box.value === "" && (event.key === " " || event.key === "'")) {
      // It was a word of one letter, not a kind.
      this.#form.elements.kind.value = last.kind;
      this.#form.elements.off_record.checked = last.isOff;
      this.#box.setRangeText(last.letter, 0, 0, "end");
    } else if (this.#isPick(event)) {
      const before = { letter: event.key, kind: this.#form.elements.kind.value, isOff: this.#form.elements.off_record.checked };
      if (!this.#pick(event.key)) return;
      event.preventDefault();
      this.#letters(false);
      this.#picked = before;
    } else if (event.key.length === 1) {
      this.#letters(false);
    }
  }

  #keyElsewhere(event) {
    if (event.defaultPrevented || event.isComposing || this.#box.value || !this.#isPick(event)) return;
    if (event.target.matches("input, textarea, select, button, a, summary") || document.querySelector("dialog[open]")) return;
    if (!this.#pick(event.key)) return;
    event.preventDefault();
    this.#letters(false);
    this.#box.focus();
  }

  #isPick(event) {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey && /^[a-z]$/.test(event.key);
    return bare && this.#picks && document.body.dataset.singleKeys === "on";
  }

  #letters(isOn) {
    this.#picks = isOn;
    this.#form.toggleAttribute("data-letter-next", isOn && document.activeElement === this.#box);
  }

  #pick(letter) {
    const found = [...this.#form.querySelectorAll(`[data-letter="${letter}"]`)];
    if (found.length === 0) return false;
    const next = found[(found.findIndex((one) => one.checked) + 1) % found.length];
    if (next.type === "checkbox") next.checked = !next.checked;
    else next.checked = true;
    this.#typed(null);
    return true;
  }

  // ---- presses ----------------------------------------------------------------------------------------------

  #pressed(event) {
    const what = event.target.dataset?.press;
    if (!what) return;
    event.preventDefault();
    if (what === "end") this.#wants = this.dataset.debrief;
    this.#press(what, event.target);
  }

  #press(what, form) {
    const at = Math.round(this.#now());
    const clock = this.#clock;
    const press = { conversation: this.#conversation, what, at };
    if (what === "start") {
      form.remove();
      this.#form.querySelector("button").classList.add("first");
      clock.tell({ started: at });
      this.#box.focus();
    } else if (what === "more" || what === "less") {
      Object.assign(press, { what: "more", minutes: what === "more" ? clock.extended + 5 : 0 });
      clock.tell({ extended: press.minutes });
      this.#given(press.minutes);
    } else if (what === "closing") {
      this.#closing(true);
    } else if (what === "asked") {
      press.questions = [...form.querySelectorAll("[name=question]:checked")].map((one) => Number(one.value));
      press.on = form.elements.closing.checked;
      clock.tell({ closing: press.on });
    } else if (what === "end") {
      clock.tell({ ended: at });
    }
    this.#presses.push(press);
    const kept = this.#store ? this.#store.put("presses", press).then((number) => { press.number = number; }) : Promise.resolve();
    kept.catch(() => undefined).then(() => this.#send());
  }

  #given(minutes) {
    const line = this.querySelector(".given");
    line.hidden = minutes === 0;
    line.querySelector("[data-given]").textContent = minutes;
  }

  #closing(isAsked) {
    this.#clock?.tell({ closing: isAsked });
    const tick = this.querySelector("[name=closing]");
    if (tick) tick.checked = isAsked;
  }

  // ---- to weaktie -------------------------------------------------------------------------------------------

  #soon(wait) {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#send();
    }, wait);
  }

  async #send() {
    if (this.#sending) {
      this.#sendAgain = true;
      return;
    }
    const copies = [...this.#unsent.values()];
    const presses = [...this.#presses];
    if (copies.length === 0 && presses.length === 0) {
      this.#go();
      return;
    }
    this.#sending = true;
    this.#sendAgain = false;
    const status = await this.#post(copies, presses).catch(() => 0);
    this.#sending = false;
    if (status === 200) {
      this.#says(WORDS.both, false);
      if (this.#sendAgain || this.#unsent.size) this.#soon(SEND_AFTER_MS);
      else this.#go();
      return;
    }
    if (status === 404) {
      await this.#store.forget(this.#conversation);
      this.#unsent.clear();
      this.#presses = [];
      this.#says(WORDS.gone, true);
      return;
    }
    this.#says(status === 401 ? WORDS.out : status === 403 ? WORDS.stale : this.#store?.isLasting ? WORDS.device : WORDS.nowhere, true);
    this.#soon(AGAIN_AFTER_MS);
  }

  async #post(copies, presses) {
    const answer = await fetch(this.dataset.copies, {
      method: "POST", body: letter(this.#csrf, copies, presses), signal: AbortSignal.timeout(ANSWERS_WITHIN_MS), redirect: "error",
    });
    if (answer.ok) await this.#answered(await answer.json(), presses);
    return answer.status;
  }

  async #answered({ kept, state }, presses) {
    for (const { key, version, now } of kept) {
      const mine = this.#unsent.get(key);
      const isOpen = this.#note?.key === key;
      if (isOpen && now) {
        this.#note.key = now;
        this.#store?.put("open", { conversation: this.#conversation, key: now });
      }
      if (isOpen && !now && version > this.#note.version) {
        // It was changed elsewhere meanwhile. What stands in the box goes on as a note of its own: neither is lost.
        this.#unsent.delete(key);
        await this.#store?.drop(this.#conversation, key, version);
        Object.assign(this.#note, { key: makeKey(), version: 0 });
        this.#store?.put("open", { conversation: this.#conversation, key: this.#note.key });
        this.#save();
      } else if (mine && mine.version <= version) {
        this.#unsent.delete(key);
        await this.#store?.drop(this.#conversation, key, version);
      }
    }
    this.#presses = this.#presses.filter((press) => !presses.includes(press));
    for (const press of presses) if (press.number) await this.#store?.remove("presses", press.number);
    if (this.#presses.length === 0 && presses.length > 0) {
      this.#clock?.tell(state);
      this.#given(state.extended);
    }
  }

  #beacon() {
    if (this.#unsent.size || this.#presses.length) {
      navigator.sendBeacon(this.dataset.copies, letter(this.#csrf, [...this.#unsent.values()], this.#presses));
    }
  }

  #go() {
    // A note being typed is never taken away: first it is kept, as if the seeker had pressed.
    if (!this.#wants) return;
    if (this.#note) this.#keep();
    else location.assign(this.#wants);
  }

  #says(words, isWaiting) {
    const line = this.#form.querySelector("[data-kept]");
    const at = new Date(this.#now()).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    line.textContent = isWaiting ? words : `${words} ${at}`;
    this.#form.toggleAttribute("data-waiting", isWaiting);
    // Only what changed in kind is announced, not every save.
    line.setAttribute("aria-live", isWaiting ? "polite" : "off");
  }
}

function read(row) {
  if (!row) return null;
  const { key, version, kind, off, hand, second, employer, role } = row.dataset;
  return {
    key, version: Number(version), kind, off_record: off === "yes", first_hand: hand === "yes" ? true : hand === "no" ? false : null,
    at_second: second === "" ? null : Number(second), employer, role, text: row.querySelector(".words").textContent,
  };
}

customElements.define("wt-notes", Notes);
