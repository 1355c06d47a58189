export type SkillChange = { readonly kind: 'enabled' | 'disabled'; readonly skill: string }

/**
 * The events that lead from the recorded set of skills to the reported one (T2), disabled first, each group by name.
 * Reporting the recorded set again gives none.
 */
export const skillDifference = (recorded: readonly string[], reported: readonly string[]): SkillChange[] => {
  const before = new Set(recorded)
  const after = new Set(reported)
  const changes = (kind: SkillChange['kind'], from: Set<string>, other: Set<string>): SkillChange[] =>
    [...from]
      .filter((skill) => !other.has(skill))
      .sort()
      .map((skill) => ({ kind, skill }))
  return [...changes('disabled', before, after), ...changes('enabled', after, before)]
}
