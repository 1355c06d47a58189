import { Temporal } from 'temporal-polyfill'
import { findStoredGate, type StoredGate } from '@/db/queries/gate-row'
import type { CapabilitySigner } from '@/lib/capability/signer'
import { type Ctx, requirePermission } from '@/lib/context'
import { type CapabilityLimits, capabilityClaims } from '@/lib/core/gate/capability'
import { haltReasonOf } from '@/lib/core/gate/project'
import { moneyText, quantityText } from '@/lib/core/money/amount-text'
import { readGate } from '@/lib/flows/gate/read-gate'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'

export const capabilityAudience = 'kontor-cell'
const mostLifetimeSeconds = 300

const limitsOf = (gate: StoredGate): CapabilityLimits => ({
  concurrency: gate.concurrency,
  maxDiskMb: gate.maxDiskMb,
  maxMemoryMb: gate.maxMemoryMb,
  maxVcpus: gate.maxVcpus,
  currency: gate.currency,
  remaining: gate.remaining === null ? null : moneyText(gate.remaining),
  unit: gate.unit,
  unitsRemaining: quantityText(gate.unitsRemaining),
})

/** The gate as it stands now: projected again where it was not, or no longer holds. */
const currentGate = async (ctx: Ctx, org: string): Promise<StoredGate> => {
  await readGate(ctx, org)
  const gate = await findStoredGate(ctx.db, org)
  if (gate) return gate
  throw new Refusal('unavailable', `What ${org} may do is not known at this moment; try again.`, { org })
}

/** Five minutes, or less where what the token says stops being true sooner. */
const lifetimeOf = (gate: StoredGate, now: Temporal.Instant): number => {
  const validSeconds = Math.floor((gate.validUntil.epochMilliseconds - now.epochMilliseconds) / 1000)
  return Math.max(1, Math.min(mostLifetimeSeconds, validSeconds))
}

/**
 * Signs what an org may do, for its cell to rely on where the portal can't be asked (G6). A halted org gets one too: it
 * says so.
 * @param signer null where the deployment has no key.
 */
export const issueCapability = async (
  ctx: Ctx,
  { signer, issuer }: { readonly signer: CapabilitySigner | null; readonly issuer: string },
  org: string,
): Promise<{ readonly token: string; readonly expiresAt: Temporal.Instant }> => {
  requirePermission(ctx, 'gate:check', org)
  const { sign } = requireSigner(signer)
  const gate = await currentGate(ctx, org)
  const claims = capabilityClaims({
    id: newId('cap'),
    org,
    biller: gate.biller,
    halted: gate.halted,
    haltReason: haltReasonOf(gate) || null,
    limits: limitsOf(gate),
    now: ctx.now,
    lifetimeSeconds: lifetimeOf(gate, ctx.now),
    issuer,
    audience: capabilityAudience,
  })
  return { token: await sign(claims), expiresAt: Temporal.Instant.fromEpochMilliseconds(claims.exp * 1000) }
}

/** @throws Refusal `mode_off` where there is no key to sign with. */
export const requireSigner = (signer: CapabilitySigner | null): CapabilitySigner => {
  if (signer) return signer
  throw new Refusal('mode_off', 'This portal signs no capabilities: KONTOR_CAPABILITY_KEY is not set.')
}
