import { openApiDocument } from '@/lib/contracts/api/document'
import type { OpenApiDocument } from '@/lib/contracts/api/document-types'
import { refusalMeanings } from '@/lib/contracts/api/refusals'
import { routes } from '@/lib/contracts/api/routes'
import { Refusal, type RefusalCode } from '@/lib/platform/errors'
import project from '@/package.json'

const statuses = Object.fromEntries(
  Object.keys(refusalMeanings).map((code) => [code, new Refusal(code as RefusalCode, '').status]),
)

let made: { readonly url: string; readonly document: OpenApiDocument } | null = null

/** The description of this portal's API: the routes of this version, the statuses of its refusals. Made once a process. */
export const describeApi = (url: string): OpenApiDocument => {
  if (made?.url !== url) {
    made = { url, document: openApiDocument({ routes, statuses, version: project.version, url }) }
  }
  return made.document
}
