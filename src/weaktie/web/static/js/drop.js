// Files and folders, dropped anywhere on the page or chosen, sent with their paths and a bar that tells how far.
// Without script the form's two fields and its button do the same, without the paths.

const MEGABYTE = 1_000_000;

class Drop extends HTMLElement {
  #form = this.querySelector("form");
  #leaving = new AbortController();
  #request = null;

  connectedCallback() {
    this.querySelector("[data-plain]").hidden = true;
    const listen = { signal: this.#leaving.signal };
    for (const field of this.querySelectorAll("input[type=file]")) {
      field.addEventListener("change", () => this.#send([...field.files].map(named)));
    }
    for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => this.#over(event), listen);
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) this.#mark(false); }, listen);
    document.addEventListener("drop", (event) => this.#dropped(event), listen);
    addEventListener("beforeunload", (event) => { if (this.#request) event.preventDefault(); }, listen);
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  #over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#mark(true);
  }

  #mark(isOver) {
    document.body.toggleAttribute("data-over", isOver);
  }

  async #dropped(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#mark(false);
    // The entries must be taken now: the list is emptied as soon as this handler waits for anything.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...event.dataTransfer.files].map(named);
    this.#send(entries.length ? (await Promise.all(entries.map(walk))).flat() : loose);
  }

  #send(files) {
    if (this.#request) return;
    if (files.length === 0) {
      this.#fail("There was no file in that.");
      return;
    }
    const body = new FormData(this.#form);
    body.delete("files");
    for (const { file, path } of files) {
      body.append("files", file, file.name);
      body.append("paths", path);
    }
    this.#post(body);
  }

  #post(body) {
    const request = new XMLHttpRequest();
    request.open("POST", this.#form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => this.#progress(event));
    request.upload.addEventListener("load", () => this.#say("All here. weaktie is looking at what they are.", null));
    request.addEventListener("load", () => this.#answered(request));
    request.addEventListener("error", () => {
      this.#fail("The files did not arrive. Is weaktie still running? In your terminal: weaktie open");
    });
    this.#request = request;
    this.#form.setAttribute("aria-busy", "true");
    this.querySelector("[data-sending]").hidden = false;
    this.#say("Taking the files in.", 0);
    request.send(body);
  }

  #progress({ loaded, total }) {
    const [done, all] = [loaded, total].map((bytes) => Math.ceil(bytes / MEGABYTE).toLocaleString("en"));
    this.#say(`${done} of ${all} MB are here. Keep this page open until all are.`, (100 * loaded) / total);
  }

  // Percent of the bar, or null while nobody knows how long it takes.
  #say(sentence, percent) {
    const bar = this.querySelector("progress");
    if (percent === null) bar.removeAttribute("value");
    else bar.value = percent;
    this.querySelector('[role="status"]').textContent = sentence;
  }

  #answered(request) {
    this.#request = null;
    const next = request.getResponseHeader("HX-Redirect");
    if (next) {
      location.assign(next);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const fresh = page.querySelector("wt-drop");
    if (fresh) {
      this.replaceWith(fresh);
      return;
    }
    this.#fail("weaktie did not take the files. Load the page again and try once more.");
  }

  #fail(sentence) {
    this.#request = null;
    this.#form.removeAttribute("aria-busy");
    this.querySelector("[data-sending]").hidden = true;
    this.#form.reset();
    this.#form.querySelector(".wrong")?.remove();
    const problem = document.createElement("p");
    problem.className = "wrong";
    problem.setAttribute("role", "alert");
    problem.textContent = sentence;
    this.#form.prepend(problem);
  }
}

function named(file) {
  return { file, path: file.webkitRelativePath || file.name };
}

// A dropped folder as its files, each with its path below what was dropped.
async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const inside = [];
  // A reader gives its entries in batches, and an empty batch at the end.
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) break;
    inside.push(...batch);
  }
  const files = [];
  for (const child of inside) files.push(...(await walk(child)));
  return files;
}

customElements.define("wt-drop", Drop);
