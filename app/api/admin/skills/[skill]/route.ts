import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { packageName } from '@/lib/contracts/common'
import { type SkillWordsItem, skillWordsRequest } from '@/lib/contracts/words'
import { declareSkill } from '@/lib/flows/settings/declare-words'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { declaredSkills } from '@/lib/reads/declared-names'

/** Says what a skill is called. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const skill = parse(packageName, params.skill)
  await declareSkill(ctx, skill, parse(skillWordsRequest, await readJson(request)).names)
  const saved = (await declaredSkills(ctx)).find((each) => each.skill === skill)
  return Response.json(saved satisfies SkillWordsItem | undefined)
})
