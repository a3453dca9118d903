export { defaultsOf } from "./defaults.ts";
export { explain, type Violation } from "./explain.ts";
export { type FoldCase, foldCaseOf } from "./fold-case.ts";
export { type Schemas, schemasOf, type ValidateFunction } from "./schemas.ts";
export { type DocumentedValue, type PropertyShape, type Shape, shapeOf } from "./shape.ts";
export { findUndocumented, type Undocumented } from "./undocumented.ts";
export {
  branchesOf,
  conjunctsOf,
  itemTypesOf,
  propertyNames,
  propertyVariants,
  typesOf,
  variantsAt,
  variantsOf,
} from "./walk.ts";
