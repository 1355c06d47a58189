import { personOnly } from '@/lib/auth/person-only'
import { csvResponse } from '@/lib/http/csv'
import { route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'
import { speakerOf } from '@/lib/i18n/speak'
import { ledgerFile } from '@/lib/reads/credit-ledger'

/** Every movement of an organization's credit, as a file, for those who may see it. */
export const GET = route(personOnly, async ({ request, ctx, params }) => {
  const query = new URL(request.url).searchParams
  const of = (name: string): string | undefined => queryText(query, name)
  const asked = { from: of('from'), to: of('to'), kind: of('kind') }
  const { name, parts } = await ledgerFile(ctx, params.org ?? '', asked, speakerOf)
  return csvResponse(name, parts)
})
