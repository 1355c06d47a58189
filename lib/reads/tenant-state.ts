import { type Declared, namesOfSkill, type SkillNames } from '@/lib/core/usage/meter-words'

export type TenantState = 'active' | 'suspended' | 'deleted'
export type TenantSummary = {
  readonly name: string
  readonly state: TenantState
  /** Enabled skills, with what they are called in every language. */
  readonly skills: readonly SkillItem[]
}
export type SkillItem = { readonly skill: string; readonly names: SkillNames }

export const skillItems = (declared: Declared, skills: readonly string[]): SkillItem[] =>
  skills.map((skill) => ({ skill, names: namesOfSkill(declared, skill) }))

/** A tenant's state in one word; a deleted one is nothing else any more. */
export const tenantState = ({ alive, suspended }: { alive: boolean; suspended: boolean }): TenantState => {
  if (!alive) return 'deleted'
  return suspended ? 'suspended' : 'active'
}
