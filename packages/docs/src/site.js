// Adds theme, tabs, copy buttons and the filter to pages that are whole without them.
// Runs in the head, before anything is painted, so that nothing moves afterwards.
const root = document.documentElement;
root.classList.add("js");
root.dataset["theme"] = recall("theme") ?? "";
const choice = document.head.appendChild(document.createElement("style"));
showChosen(recall("sample"));

document.addEventListener("DOMContentLoaded", () => {
  addThemeButton();
  for (const group of document.querySelectorAll(".tabs")) addTabs(group);
  markTabs();
  for (const code of document.querySelectorAll(".code")) addCopyButton(code);
  addFilter();
});

/** @param {string} key */
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is switched off.
  }
}

/** @param {string} key @param {string} value */
function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

function addThemeButton() {
  const button = document.querySelector("button.theme");
  const isDark = () =>
    (root.dataset["theme"] || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "")) === "dark";
  const name = () => button?.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} theme`);
  button?.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.dataset["theme"] = theme;
    remember("theme", theme);
    name();
  });
  name();
}

/** @param {Element} group */
function addTabs(group) {
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Samples");
  const tabs = [...group.querySelectorAll("figure")].map((figure, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${document.querySelectorAll("[role=tab]").length + index}`;
    tab.textContent = figure.dataset["tab"] ?? "";
    tab.setAttribute("role", "tab");
    figure.setAttribute("role", "tabpanel");
    figure.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(tab.textContent));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const next = step && tabs[(index + step + tabs.length) % tabs.length];
      if (!next) return;
      next.click();
      next.focus();
    });
    return tab;
  });
  list.append(...tabs);
  group.prepend(list);
}

/** @param {string} label */
function choose(label) {
  remember("sample", label);
  showChosen(label);
  markTabs();
}

/** Shows the chosen sample of each group that has it, the first of any other. @param {string | null} label */
function showChosen(label) {
  const figure = `figure[data-tab=${JSON.stringify(label)}]`;
  choice.textContent = label
    ? `.js .tabs:has(> ${figure}) > figure { display: none } .js .tabs > ${figure}.code-tab { display: block }`
    : "";
}

/** Tells assistive technology which samples show. */
function markTabs() {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const isShown = document.querySelector(`[aria-labelledby=${tab.id}]`)?.checkVisibility() ?? false;
    tab.setAttribute("aria-selected", String(isShown));
    tab.setAttribute("tabindex", isShown ? "0" : "-1");
  }
}

/** @param {Element} code */
function addCopyButton(code) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  const status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const text = code.querySelector("pre")?.textContent ?? "";
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    status.textContent = copied ? "Copied" : "The browser does not allow copying; the code is selected";
    if (!copied) getSelection()?.selectAllChildren(code.querySelector("pre") ?? code);
    setTimeout(() => {
      button.textContent = "Copy";
      status.textContent = "";
    }, 2000);
  });
  code.append(button, status);
}

function addFilter() {
  const input = document.querySelector("#filter");
  const output = document.querySelector(".filter output");
  if (!(input instanceof HTMLInputElement) || !output) return;
  const items = [...document.querySelectorAll(".group li")].map((element) => ({
    element,
    text: [
      element.textContent,
      element.querySelector("a")?.getAttribute("href"),
      element.closest("section")?.id,
      element.getAttribute("data-synonyms"),
    ]
      .join(" ")
      .toLowerCase(),
  }));
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element, text } of items)
      element.toggleAttribute("hidden", !words.every((word) => text.includes(word)));
    for (const section of document.querySelectorAll(".group, .group section"))
      section.toggleAttribute("hidden", !section.querySelector("li:not([hidden])"));
    const left = items.filter(({ element }) => !element.hasAttribute("hidden")).length;
    output.textContent = words.length > 0 ? `${left} of ${items.length}` : "";
  };
  input.addEventListener("input", apply);
  input.form?.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
