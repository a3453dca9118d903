import { type Handlers, NOT_FOUND, pageByCursor, refuse } from "./handler.ts";
import type { State } from "./state.ts";

/** Push labels, templates and what each user has set. */
export const push: Handlers = {
  createPushLabel({ body: { name, description = "" } }, state) {
    const createdAt = Date.now();
    state.labels.set(name, { description, createdAt, users: new Map() });
    return { data: { name, description, createdAt } };
  },
  listPushLabels({ query }, state) {
    const { items, cursor } = pageByCursor([...state.labels.keys()].reverse(), query);
    return { data: items.map((name) => label(state, name)), cursor };
  },
  getPushLabel({ path: { label_name = "" } }, state) {
    const data = label(state, label_name);
    return data ? { data } : refuse("ResourceNotFoundException");
  },
  deletePushLabel: ({ path: { label_name = "" } }, state) =>
    state.labels.delete(label_name) ? { data: "success" } : refuse("ResourceNotFoundException"),
  addPushLabelUsers({ path: { label_name = "" }, body: { usernames } }, state) {
    const known = usernames.filter((name: string) => state.users.has(name));
    for (const name of known) state.labels.get(label_name)?.users.set(name, Date.now());
    const unknown = usernames.filter((name: string) => !known.includes(name));
    return { data: { success: known, fail: Object.fromEntries(unknown.map((name: string) => [name, "not exists"])) } };
  },
  removePushLabelUsers({ path: { label_name = "" }, body: { usernames } }, state) {
    for (const name of usernames) state.labels.get(label_name)?.users.delete(name);
    return { data: { success: usernames, fail: {} } };
  },
  listPushLabelUsers({ path: { label_name = "" }, query }, state) {
    const users = [...(state.labels.get(label_name)?.users ?? [])].map(([username, created]) => ({
      username,
      created,
    }));
    const { items, cursor } = pageByCursor(users, query);
    return { data: items, cursor };
  },
  getPushLabelUser({ path: { label_name = "", member = "" } }, state) {
    const created = state.labels.get(label_name)?.users.get(member);
    return { data: created === undefined ? {} : { username: member, created } };
  },

  setPushBinding({ path: { username = "" }, body }, state) {
    const others = (state.bindings.get(username) ?? []).filter(({ device_id }) => device_id !== body.device_id);
    const entities = body.device_token === "" ? [] : [body];
    state.bindings.set(username, [...others, ...entities]);
    return { entities };
  },
  listPushBindings: ({ path: { username = "" } }, state) => ({ entities: state.bindings.get(username) ?? [] }),

  createPushTemplate({ body }, state) {
    const data = { ...body, createAt: Date.now(), updateAt: Date.now() };
    state.templates.set(body.name, data);
    return { data };
  },
  getPushTemplate({ path: { name = "" } }, state) {
    const data = state.templates.get(name);
    return data ? { data } : refuse("EntityNotFoundException");
  },
  deletePushTemplate({ path: { name = "" } }, state) {
    const data = state.templates.get(name);
    state.templates.delete(name);
    return data ? { data } : refuse("EntityNotFoundException");
  },

  sendPushNotificationSync: () => ({ data: [{ pushStatus: "FAIL", desc: "no push binding" }] }),
  sendPushNotificationAsync: ({ body: { targets } }) => ({
    data: targets.map((id: string) => ({ id, pushStatus: "ASYNC_SUCCESS", desc: "async success." })),
  }),
  sendPushNotificationByLabel: ({ body: { targets } }, state) =>
    targets.every((name: string) => state.labels.has(name)) ? {} : refuse("ResourceNotFoundException"),

  setPushNotificationSettings({ path: { username, chat_type, key }, body }, state) {
    const { ignoreDuration, ...rest } = body;
    const data = { ...rest, ...(ignoreDuration && { ignoreDuration: Date.now() + ignoreDuration }) };
    state.pushSettings.set(`${username} ${chat_type} ${key}`, data);
    return { data };
  },
  getPushNotificationSettings: ({ path: { username, chat_type, key } }, state) => ({
    data: state.pushSettings.get(`${username} ${chat_type} ${key}`) ?? {},
  }),
  setPushLanguage({ path: { username = "" }, body: { translationLanguage: language } }, state) {
    state.languages.set(username, language);
    return { data: { language } };
  },
  getPushLanguage({ path: { username = "" } }, state) {
    return state.users.has(username) ? { data: { language: state.languages.get(username) ?? "" } } : NOT_FOUND;
  },
};

function label(state: State, name: string) {
  const found = state.labels.get(name);
  return found && { name, description: found.description, count: found.users.size, createdAt: found.createdAt };
}
