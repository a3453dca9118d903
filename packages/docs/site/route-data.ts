/** The navigation of a page: all areas, and the operations of the one that the reader is in. */
import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";
import type { NavigationEntry } from "../src/navigation.ts";
import navigation from "./generated/navigation.json";

type SidebarEntry = StarlightRouteData["sidebar"][number];
type SidebarLink = Extract<SidebarEntry, { type: "link" }>;

const base = import.meta.env.BASE_URL.replace(/\/$/, "");
const inOrder = flatten(navigation as NavigationEntry[]);

export const onRequest = defineRouteMiddleware((context) => {
  const route = context.locals.starlightRoute;
  const here = `${route.id || "index"}.html`;
  route.sidebar = (navigation as NavigationEntry[]).map((entry) => sidebarEntry(entry, here));
  const index = inOrder.findIndex(({ file }) => file === here);
  const neighbour = (entry: NavigationEntry | undefined) => (entry ? link(entry, here) : undefined);
  route.pagination = {
    prev: index > 0 ? neighbour(inOrder[index - 1]) : undefined,
    next: index >= 0 ? neighbour(inOrder[index + 1]) : undefined,
  };
});

/** Entries that the reader is not within are a link alone, so that a page is not heavy with all others. */
function sidebarEntry(entry: NavigationEntry, here: string): SidebarEntry {
  const { label, file, entries = [] } = entry;
  const isWithin = file === here || contains(entries, here);
  if (entries.length === 0 || (file && !isWithin)) return link(entry, here);
  const own = file ? [link({ label: "Overview", file }, here)] : [];
  return {
    type: "group",
    label,
    entries: [...own, ...entries.map((child) => sidebarEntry(child, here))],
    collapsed: !isWithin && file === undefined && !contains(entries, here),
    badge: undefined,
  };
}

function contains(entries: NavigationEntry[], here: string): boolean {
  return entries.some(({ file, entries = [] }) => file === here || contains(entries, here));
}

function link({ label, file = "", badge }: NavigationEntry, here: string): SidebarLink {
  return {
    type: "link",
    label,
    href: `${base}/${file}`,
    isCurrent: file === here,
    badge: badge ? { text: badge, variant: "caution", class: "" } : undefined,
    attrs: {},
  };
}

/** Pages with Markdown of their own, in the order of the navigation. */
function flatten(entries: NavigationEntry[]): NavigationEntry[] {
  return entries.flatMap((entry) => [
    ...(entry.file && !/^(reference|console)\.html$/.test(entry.file) ? [entry] : []),
    ...flatten(entry.entries ?? []),
  ]);
}
