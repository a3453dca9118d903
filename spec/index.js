// The package's code is the two documents, openapi.json and openapi.yaml; this entry point carries their types.
export {};
