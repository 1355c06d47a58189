import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { SkillsAnswer } from '@/lib/contracts/words'
import { route } from '@/lib/http/route'
import { declaredSkills } from '@/lib/reads/declared-names'

/** Every skill with its names. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ skills: await declaredSkills(ctx) } satisfies SkillsAnswer),
)
