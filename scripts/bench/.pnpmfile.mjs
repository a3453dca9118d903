/** Of these only the script for browsers is used, which holds what it needs. */
const SELF_CONTAINED = ["@scalar/api-reference", "@stoplight/elements", "swagger-ui-dist"];

export const hooks = {
  readPackage(manifest) {
    return SELF_CONTAINED.includes(manifest.name) ? { ...manifest, dependencies: {}, peerDependencies: {} } : manifest;
  },
};
