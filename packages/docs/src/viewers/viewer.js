// For pages that others draw: the theme that is chosen on the pages of the site holds there, and back; the keys for
// search lead to the search of the site.
const SITE = "starlight-theme";
const own = document.currentScript?.dataset["key"] ?? "";

/** @param {string} from @param {string} to */
function copyChoice(from, to) {
  try {
    const choice = localStorage.getItem(from);
    if (choice) localStorage.setItem(to, choice);
  } catch {
    // Storage is switched off: each follows the system.
  }
}

copyChoice(SITE, own);
addEventListener(
  "keydown",
  (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.assign("index.html#search");
  },
  true,
);
addEventListener("pagehide", () => copyChoice(own, SITE));
