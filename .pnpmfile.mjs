export const hooks = {
  /** Of Scalar only the script for browsers is used, which holds what it needs. */
  readPackage: (manifest) =>
    manifest.name === "@scalar/api-reference" ? { ...manifest, dependencies: {}, peerDependencies: {} } : manifest,
};
