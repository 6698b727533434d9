// What this device keeps of notes and presses until weaktie has them: a database of the browser's, written through to
// the disk at every change. A browser without one keeps it in memory only.

export class Store {
  #base = null;

  // The notes of one data folder; `isNew` false opens nothing where nothing was kept.
  static async open(folder, isNew = true) {
    const store = new Store();
    const name = `weaktie-notes-${folder}`;
    if (!isNew && !(await isThere(name))) return store;
    store.#base = await new Promise((resolve) => {
      try {
        const opening = indexedDB.open(name, 1);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore("copies", { keyPath: ["conversation", "key"] });
          opening.result.createObjectStore("presses", { keyPath: "number", autoIncrement: true });
          opening.result.createObjectStore("open", { keyPath: "conversation" });
        };
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => resolve(null);
      } catch { resolve(null); }
    });
    return store;
  }

  get isLasting() { return this.#base !== null; }

  all(name) { return this.#ask(name, "readonly", (rows) => rows.getAll()).then((rows) => rows ?? []); }

  put(name, row) { return this.#ask(name, "readwrite", (rows) => rows.put(row)); }

  remove(name, key) { return this.#ask(name, "readwrite", (rows) => rows.delete(key)); }

  // Drop a copy unless it was typed on since.
  drop(conversation, key, version) {
    return this.#ask("copies", "readwrite", (rows) => {
      const found = rows.get([conversation, key]);
      found.onsuccess = () => { if (found.result && found.result.version <= version) rows.delete([conversation, key]); };
      return found;
    });
  }

  async forget(conversation) {
    for (const name of ["copies", "presses"]) {
      for (const row of await this.all(name)) {
        if (row.conversation === conversation) await this.remove(name, name === "copies" ? [conversation, row.key] : row.number);
      }
    }
    await this.remove("open", conversation);
  }

  #ask(name, mode, what) {
    if (!this.#base) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const doing = this.#base.transaction(name, mode, { durability: "strict" });
      const asked = what(doing.objectStore(name));
      doing.oncomplete = () => resolve(asked.result);
      doing.onerror = doing.onabort = () => reject(doing.error);
    });
  }
}

async function isThere(name) {
  const known = await globalThis.indexedDB?.databases?.().catch(() => []);
  return known?.some((one) => one.name === name) ?? false;
}

// Whether no other tab has this note in hand.
export async function isFree(key) {
  if (!navigator.locks) return true;
  return navigator.locks.request(`note:${key}`, { ifAvailable: true }, (lock) => lock !== null);
}

export function makeKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// What is sent to weaktie: copies and presses, with the form's token.
export function letter(token, copies, presses) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token);
  body.set("copies", JSON.stringify(copies));
  body.set("presses", JSON.stringify(presses));
  return body;
}
