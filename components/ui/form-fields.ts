/** The texts of the named controls of a form, trimmed; a control that is not there reads as empty. */
export const readFields = <Name extends string>(
  form: HTMLFormElement,
  names: readonly Name[],
): Record<Name, string> => {
  const values = new FormData(form)
  const entries = names.map((name) => [name, String(values.get(name) ?? '').trim()] as const)
  return Object.fromEntries(entries) as Record<Name, string>
}
