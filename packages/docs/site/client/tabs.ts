/** Shows one of several contents that share a place. Without this they stand below each other. */
import { recall, remember } from "./remember.ts";

interface Group {
  name: string;
  panels: HTMLElement[];
  buttons: HTMLButtonElement[];
}

/** Choices in these groups hold on all pages. */
const LASTING = ["language"];

export function addTabs(): void {
  const groups = [...document.querySelectorAll<HTMLElement>(".tabs")].map(addGroup);
  for (const name of LASTING) {
    const chosen = recall(`tabs-${name}`);
    for (const group of groups) if (group.name === name) show(group, chosen);
  }
  document.addEventListener("tabs:chosen", (event) => {
    const { name, label } = (event as CustomEvent<{ name: string; label: string }>).detail;
    for (const group of groups) if (group.name === name) show(group, label);
  });
  addEventListener("hashchange", reveal);
}

function addGroup(holder: HTMLElement, index: number): Group {
  const name = holder.dataset["group"] ?? "";
  const panels = [...holder.querySelectorAll<HTMLElement>(":scope > section")];
  const list = holder.querySelector(":scope > .tab-list");
  const buttons = [...(list?.querySelectorAll("button") ?? [])];
  const group: Group = { name, panels, buttons };
  list?.setAttribute("role", "tablist");
  list?.setAttribute("aria-label", name === "language" ? "Language" : "Shape");
  for (const [place, panel] of panels.entries()) join(group, buttons[place], panel, `tab-${index}-${place}`);
  show(group, undefined);
  return group;
}

function join(group: Group, button: HTMLButtonElement | undefined, panel: HTMLElement, id: string): void {
  if (!button) return;
  button.id = id;
  button.setAttribute("role", "tab");
  panel.id ||= `${id}-panel`;
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", id);
  button.setAttribute("aria-controls", panel.id);
  button.addEventListener("click", () => choose(group, panel.dataset["tab"] ?? ""));
  button.addEventListener("keydown", (event) => move(group, button, event));
}

function move(group: Group, from: HTMLButtonElement, event: KeyboardEvent): void {
  const count = group.buttons.length;
  const here = group.buttons.indexOf(from);
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1 + count, Home: 0, End: count - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const button = group.buttons[next % count];
  button?.click();
  button?.focus();
}

function choose(group: Group, label: string): void {
  if (!LASTING.includes(group.name)) {
    show(group, label);
    return;
  }
  remember(`tabs-${group.name}`, label);
  document.dispatchEvent(new CustomEvent("tabs:chosen", { detail: { name: group.name, label } }));
}

/** Shows the chosen content, or the first where there is none of that label. */
function show({ panels, buttons }: Group, label: string | undefined): void {
  const found = panels.findIndex((panel) => panel.dataset["tab"] === label);
  const chosen = Math.max(found, 0);
  for (const [place, panel] of panels.entries()) panel.hidden = place !== chosen;
  for (const [place, button] of buttons.entries()) {
    button.setAttribute("aria-selected", String(place === chosen));
    button.tabIndex = place === chosen ? 0 : -1;
  }
}

/** Opens what a link within the page leads to. */
function reveal(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) if (node instanceof HTMLDetailsElement) node.open = true;
  target?.scrollIntoView();
}
