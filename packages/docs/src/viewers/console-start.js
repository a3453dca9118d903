// @ts-check
// Starts the console with the configuration that lies beside it.
const { consoleConfiguration, Scalar } = /** @type {any} */ (globalThis);
consoleConfiguration.generateOperationSlug = (/** @type {{ operationId: string }} */ { operationId }) => operationId;
Scalar.createApiReference("#console", consoleConfiguration);
