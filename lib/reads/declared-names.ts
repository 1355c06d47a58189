import { listPricedNames, loadDeclared } from '@/db/queries/declared-words'
import { type Ctx, requirePermission, requirePlatformPermission } from '@/lib/context'
import { namesOfSkill, wordsOfMeter } from '@/lib/core/usage/meter-words'

/** Every meter that has a price or words of its own, with what it is called now. */
export const declaredMeters = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  const [declared, priced] = await Promise.all([loadDeclared(ctx.db), listPricedNames(ctx.db)])
  const units = new Map(priced.meters.map(({ meter, unit }) => [meter, unit]))
  const meters = [...new Set([...units.keys(), ...declared.meters.keys()])].sort()
  return meters.map((meter) => {
    const unit = units.get(meter) ?? ''
    return { meter, unit, declared: declared.meters.has(meter), ...wordsOfMeter(declared, meter, unit) }
  })
}

/** The same of skills. */
export const declaredSkills = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  const [declared, priced] = await Promise.all([loadDeclared(ctx.db), listPricedNames(ctx.db)])
  const skills = [...new Set([...priced.skills, ...declared.skills.keys()])].sort()
  return skills.map((skill) => ({ skill, declared: declared.skills.has(skill), names: namesOfSkill(declared, skill) }))
}

/** What declared skills are called in English, by id, for the results of a backfill. */
export const backfillSkills = async (ctx: Ctx): Promise<Readonly<Record<string, string>>> => {
  requirePermission(ctx, 'platform:admin')
  const { skills } = await loadDeclared(ctx.db)
  return Object.fromEntries([...skills].map(([skill, { en }]) => [skill, en]))
}
