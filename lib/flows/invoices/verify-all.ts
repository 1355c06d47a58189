import { listIssuedAfter } from '@/db/queries/invoice-names'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { Documents } from './read-document'
import { type Verification, verifyInvoice } from './verify-invoice'

export type VerifiedInvoice = {
  readonly org: string
  readonly invoiceId: string
  readonly number: string
  /** A sentence where the invoice could not be worked out again at all. */
  readonly verification: Verification | string
}

const pageSize = 200

/** Verifies every issued invoice, or those of one organization, one after the other (B2, I16). */
export async function* verifyAll(ctx: Ctx, check: Documents['check'], only?: string): AsyncGenerator<VerifiedInvoice> {
  requirePlatformPermission(ctx, 'platform:admin')
  let after: { readonly org: string; readonly invoiceId: string } | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof listIssuedAfter>> = await listIssuedAfter(ctx.db, after, pageSize, only)
    for (const each of page) yield { ...each, verification: await verifyOne(ctx, check, each) }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last
  }
}

/** Answers a sentence where the invoice could not be worked out again at all. */
export const verifyOne = async (
  ctx: Ctx,
  check: Documents['check'],
  { org, invoiceId }: { readonly org: string; readonly invoiceId: string },
): Promise<Verification | string> => {
  try {
    return await verifyInvoice(ctx, check, org, invoiceId)
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'unavailable') return error.sentence
    throw error
  }
}
