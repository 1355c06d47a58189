import { saveCell as writeCell } from '@/db/commands/cells'
import { findCell } from '@/db/queries/cells'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { accept, Refusal } from '@/lib/platform/errors'
import { readTarget } from '@/lib/webhooks/read-target'
import { newSigningSecret, readSigningKey } from '@/lib/webhooks/signing-key'

/**
 * Sets up a cell, or changes where it is and what signs. A new cell without a secret gets one, answered here once; a
 * known cell keeps its own until another is given.
 * @returns the secret only where it was made now.
 */
export const saveCell = async (
  ctx: Ctx,
  cell: string,
  { url, secret }: { readonly url: string; readonly secret: string | null },
): Promise<{ readonly cell: string; readonly url: string; readonly secret: string | null }> => {
  requirePlatformPermission(ctx, 'funds:write')
  accept(readTarget(url))
  if (secret !== null && readSigningKey(secret) === null) {
    throw new Refusal('invalid_request', 'secret: must be whsec_ and the base64 of 24 to 64 bytes.')
  }
  const before = await findCell(ctx.db, cell)
  const made = newSigningSecret()
  const audit = auditEntry(ctx, 'cell.save', {
    subject: cell,
    before: before && { url: before.url },
    after: { url, newSecret: secret !== null || before === null },
  })
  const written = await writeCell(ctx.db, { cell, url, secret, made }, ctx.now, audit)
  return { cell, url, secret: written.made ? made : null }
}
