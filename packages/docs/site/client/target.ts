/** Fills all samples of a page with the server that the reader chooses. */
import { recall, remember } from "./remember.ts";

type Field = "url" | "org" | "app" | "token";
type Values = Record<Field, string>;

const KEY = "samples-for";
/** What a copy button holds stands there with other line ends, so that its text is replaced on its own. */
const COPIED = "button[data-code]";

export function addFields(): void {
  const element = document.querySelector<HTMLElement>("target-fields");
  const form = element?.querySelector("form");
  if (!element || !form) return;
  const { url = "", emulator = "", org = "", app = "", token = "" } = element.dataset;
  const documented: Values = { url, org, app, token };
  const samples = new Samples(documented);
  const update = () => {
    const target = String(new FormData(form).get("target"));
    const chosen = target === "app" ? ownApp(form, documented) : documented;
    samples.fill(target === "emulator" ? { ...chosen, url: emulator } : chosen);
    const current = element.querySelector(".current");
    if (current) current.textContent = target === "app" ? new URL(chosen.url).host : target;
    keep(form);
  };
  restore(form);
  form.addEventListener("input", () => update());
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

/** The code of a page as it is written, and as it is with other values. */
class Samples {
  readonly #documented: Values;
  readonly #texts: { node: Text; text: string }[] = [];
  readonly #buttons: { button: HTMLElement; text: string }[] = [];

  constructor(documented: Values) {
    this.#documented = documented;
    for (const code of document.querySelectorAll('pre:not([data-language="json"])')) {
      const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) this.#keep(walker.currentNode as Text);
      const button = code.parentElement?.querySelector<HTMLElement>(COPIED);
      if (button) this.#buttons.push({ button, text: button.dataset["code"] ?? "" });
    }
  }

  #keep(node: Text): void {
    if (Object.values(this.#documented).some((value) => node.data.includes(value))) {
      this.#texts.push({ node, text: node.data });
    }
  }

  fill(values: Values): void {
    for (const { node, text } of this.#texts) node.data = this.#filled(text, values);
    for (const { button, text } of this.#buttons) button.dataset["code"] = this.#filled(text, values);
  }

  #filled(text: string, values: Values): string {
    const fields = Object.keys(this.#documented) as Field[];
    return fields.reduce((filled, field) => filled.replaceAll(this.#documented[field], values[field]), text);
  }
}

/** What the reader has entered and may stand in code; for the rest, what is documented. */
function ownApp(form: HTMLFormElement, documented: Values): Values {
  const text = (name: string) => {
    const input = form.elements.namedItem(name);
    return input instanceof HTMLInputElement && input.validity.valid ? input.value.trim() : "";
  };
  const host = text("host") || (form.elements.namedItem("host") as HTMLInputElement).placeholder;
  return {
    url: `https://${host}`,
    org: text("org") || documented.org,
    app: text("app") || documented.app,
    token: text("token") || documented.token,
  };
}

function keep(form: HTMLFormElement): void {
  const { token: _, ...values } = Object.fromEntries(new FormData(form));
  remember(KEY, values["remember"] ? JSON.stringify(values) : undefined);
}

function restore(form: HTMLFormElement): void {
  const kept = recall(KEY);
  if (!kept) return;
  for (const [name, value] of Object.entries(JSON.parse(kept) as Record<string, string>)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else if (field instanceof HTMLInputElement) field.value = value;
  }
}
