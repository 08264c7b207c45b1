// Loads the files of search, which are scripts that hand data over through part(): a page on file:// may load scripts
// from beside it, and nothing else.

const space = (window.__claimline_search__ = {});
const folder = new URL("./", document.currentScript.src);
const root = new URL("../../", folder);
const slots = new Map();
let version = "";

space.part = (key, data) => slots.get(key)?.resolve(data);

// What the file `key` hands over; a file that failed is tried again when asked for again.
function load(key) {
  if (!slots.has(key)) {
    const slot = {};
    slots.set(key, slot);
    slot.promise = new Promise((resolve, reject) => {
      slot.resolve = resolve;
      const script = document.createElement("script");
      script.charset = "utf-8";
      script.src = folder.href + key + ".js" + version;
      script.onload = () => script.remove();
      script.onerror = () => { script.remove(); slots.delete(key); reject(new Error(key)); };
      document.head.append(script);
    });
  }
  return slots.get(key).promise;
}

// The engine with its manifest, loaded side by side when the reader first goes to search.
function engine() {
  space.engine ??= Promise.all([load("engine"), load("manifest")]).then(([begin, manifest]) => {
    version = "?" + manifest.digest; // of all files to come
    return begin(manifest, load);
  });
  space.engine.catch(() => { space.engine = undefined; });
  return space.engine;
}

// Calls `show` with what is found, unless something newer was asked meanwhile.
function asker(show, fail) {
  let asked = 0;
  return async (text, options) => {
    const mine = ++asked;
    try {
      const found = await (await engine()).search(text, options);
      if (mine === asked) show(found);
    } catch {
      if (mine === asked) fail();
    }
  };
}
