import type { Temporal } from 'temporal-polyfill'
import { findAccount } from '@/db/queries/accounts'
import { isUsageKeyUsed } from '@/db/queries/usage'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Category, categoryOf, isMetered, type OperationTraits } from '@/lib/core/usage/category'
import { docUnits } from '@/lib/core/usage/doc-units'
import { quantityPlaces } from '@/lib/core/usage/price'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { accept, Refusal } from '@/lib/platform/errors'
import { recordUsageBatch } from './record-usage-batch'

export type ProcessedDocument = {
  readonly key: string
  readonly org: string
  readonly pages: number
  readonly bytes: number
  readonly at: Temporal.Instant
  readonly operation: OperationTraits
  readonly resource: string
}

export type RecordedDocument = {
  readonly outcome: 'accepted' | 'repeated' | 'bypassed'
  readonly category: Category
  readonly units: bigint
}

const one = 10n ** BigInt(quantityPlaces)

/**
 * Counts a processed document in units of the org's policy (M7) as usage of the meter `doc.units`. An operation that is
 * bypassed (M8) is neither counted nor charged.
 */
export const recordDocument = async (ctx: Ctx, document: ProcessedDocument): Promise<RecordedDocument> => {
  const { key, org, pages, bytes, at, operation, resource } = document
  requirePermission(ctx, 'usage:write', org)
  const found = await findAccount(ctx.db, org)
  if (!found) throw unknownOrg(org)
  const category = categoryOf(operation)
  const units = accept(docUnits({ pages, bytes }, found.account.unitPolicy))
  if (!isMetered(category)) {
    if (await isUsageKeyUsed(ctx.db, org, key)) {
      throw new Refusal('idempotency_mismatch', 'This idempotency key was used with another document.')
    }
    return { outcome: 'bypassed', category, units: 0n }
  }
  // The category says one trait; of several, the others are a part of what was reported.
  const traits = Object.values(operation).filter(Boolean).length > 1 ? { operation } : {}
  const properties = { pages, bytes, category, ...traits }
  const event = { key, org, meter: 'doc.units', quantity: units * one, at, resource, properties }
  const [result] = (await recordUsageBatch(ctx, [event])).results
  if (!result) throw new Error(`the document ${key} was not answered`)
  if (result.outcome !== 'refused') return { outcome: result.outcome, category, units }
  throw new Refusal(result.refusal.code, result.refusal.sentence, result.refusal.facts)
}
