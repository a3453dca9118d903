/** A plugin for Redocly: holds each `x-` field to its schema in extensions.schema.yaml. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const schema = parse(readFileSync(new URL("extensions.schema.yaml", import.meta.url), "utf8"));
const ajv = new Ajv2020({ allErrors: true, verbose: true }).addSchema(schema, "extensions");

/** Operations of paths and of webhooks are nodes of one type, and have extensions of their own. */
const PLACES = {
  Operation: (visit) => ({ Paths: { PathItem: { Operation: visit } } }),
  Webhook: (visit) => ({ WebhooksMap: { PathItem: { Operation: visit } } }),
};

/** Checks the extensions of one kind of node. Lint reports what is wrong where it is written. */
function check(kind) {
  const validate = ajv.getSchema(`extensions#/$defs/${kind}`);
  return (node, { report, location, resolve }) => {
    const own = Object.entries(node).filter(([name]) => name.startsWith("x-"));
    const extensions = Object.fromEntries(
      own.map(([name, value]) => [name, value?.$ref ? resolve(value).node : value]),
    );
    if (validate(extensions)) return;
    for (const { instancePath, message, params, parentSchema } of validate.errors) {
      const unknown = params.additionalProperty;
      const place = [...instancePath.split("/").slice(1), ...(unknown === undefined ? [] : [unknown])];
      const text =
        unknown === undefined ? message : `is not one of ${Object.keys(parentSchema.properties ?? {}).join(", ")}`;
      report({ message: `${place.join("/") || kind} ${text}`, location: location.child(place) });
    }
  };
}

export default function extensions() {
  const visitors = Object.keys(schema.properties).map((kind) => {
    const place = PLACES[kind] ?? ((visit) => ({ [kind]: visit }));
    return place(check(kind));
  });
  return { id: "extensions", rules: { oas3: { schema: () => Object.assign({}, ...visitors) } } };
}
