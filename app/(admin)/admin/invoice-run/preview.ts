import type { RunPreviewItem } from '@/components/admin/run-preview'
import type { Ctx } from '@/lib/context'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { Refusal } from '@/lib/platform/errors'
import type { OrgName } from '@/lib/reads/admin-invoice-run'
import { refusalLink } from './refusal-link'

const preview = async (ctx: Ctx, { org, name }: OrgName, month: string): Promise<RunPreviewItem> => {
  try {
    return { org, name, ok: true, snapshot: await previewInvoice(ctx, org, month) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error
    const link = refusalLink(error.code, error.facts, org)
    return { org, name, ok: false, code: error.code, message: error.sentence, ...(link ? { link } : {}) }
  }
}

/** How many previews are worked out at the same time: enough to be quick, few enough to leave room for others. */
const atOnce = 4

/** What the run would do for each organization. One that can't be invoiced does not keep the others from it. */
export const previewAll = async (ctx: Ctx, orgs: readonly OrgName[], month: string): Promise<RunPreviewItem[]> => {
  const items: RunPreviewItem[] = []
  for (let start = 0; start < orgs.length; start += atOnce) {
    const group = orgs.slice(start, start + atOnce)
    items.push(...(await Promise.all(group.map((org) => preview(ctx, org, month)))))
  }
  return items
}
