/** A form for fetch to encode. Blobs keep their names. */
export function toFormData(fields: Record<string, Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
