import { personOnly } from '@/lib/auth/person-only'
import { csvResponse } from '@/lib/http/csv'
import { route } from '@/lib/http/route'
import { weeksFile } from '@/lib/reads/weeks-file'

/** The past weeks of an organization's quota, as a file, for those who may see them. */
export const GET = route(personOnly, async ({ ctx, params }) => {
  const { name, parts } = await weeksFile(ctx, params.org ?? '')
  return csvResponse(name, parts)
})
