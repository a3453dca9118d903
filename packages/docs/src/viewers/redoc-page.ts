/** One change to the page that Redoc makes, and how often Redoc has what it changes. */
interface Change {
  what: string;
  find: RegExp;
  /** Exact number, or undefined for once or more. */
  times?: number;
  replace: string | ((found: string) => string);
}

const LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="16"><text y="12" font-family="sans-serif" font-size="12" fill="#6e6e78">Redocly</text></svg>',
)}`;

/** In the script: Redoc has no option for the first two, and the last says that the option for telemetry was heard. */
const SCRIPT: readonly Change[] = [
  {
    what: 'the logo beside "API docs by"',
    find: /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g,
    times: 2,
    replace: LOGO,
  },
  { what: "the address of telemetry", find: /https:\/\/otel\.cloud\.redocly\.com\/v1\/traces/g, times: 1, replace: "" },
  { what: "telemetry switched off", find: /"disableTelemetry":true/g, times: 1, replace: (found) => found },
];

/** In the HTML that stands until the script runs, where links lack the hash. */
const PRERENDERED: readonly Change[] = [
  { what: "links of the menu", find: /(?<=<a [^>]*href=")(?=\/(?!\/))/g, replace: "#" },
];

/** Redoc's page without anything that it would load from, or tell, another host. @throws Error if Redoc has changed. */
export function keepLocal(html: string): string {
  const script = html.indexOf('<script type="module">');
  if (script < 0) throw new Error('Redoc\'s page has no <script type="module">: look at how it starts now');
  return apply(html.slice(0, script), PRERENDERED) + apply(html.slice(script), SCRIPT);
}

function apply(html: string, changes: readonly Change[]): string {
  return changes.reduce((text, { what, find, times, replace }) => {
    const found = text.match(find)?.length ?? 0;
    if (times === undefined ? found === 0 : found !== times)
      throw new Error(
        `Redoc's page has ${what} ${found} times, not ${times ?? "once or more"}: look at what it does now`,
      );
    return text.replace(find, typeof replace === "string" ? () => replace : replace);
  }, html);
}
