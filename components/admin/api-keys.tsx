import { KeyRound } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Action } from '@/lib/contracts/action-result'
import { RevokeKeyButton } from './revoke-key-button'

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  /** The first characters of the secret, to recognise it by. */
  readonly prefix: string
  readonly scopes: readonly string[]
  /** The one organization it may act for; null for all. */
  readonly orgName: string | null
  /** ISO-8601 instants. */
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export type ApiKeysProps = {
  readonly keys: readonly ApiKeyRow[]
  readonly zone: string
  readonly revoke: Action<{ readonly id: string }>
}

/** The keys machines use, with what each may do and when it last did. */
export const ApiKeys = ({ keys, zone, revoke }: ApiKeysProps) => (
  <Card>
    {keys.length === 0 ? (
      <EmptyState
        icon={<KeyRound aria-hidden />}
        title="No API keys yet"
        text="Create one for each service that reports usage or tenant events."
      />
    ) : (
      <Table label="API keys">
        <TableHead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell className="hidden sm:table-cell">May</HeadCell>
            <HeadCell className="hidden md:table-cell">For</HeadCell>
            <HeadCell className="hidden lg:table-cell">Created</HeadCell>
            <HeadCell className="hidden sm:table-cell">Last used</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <KeyLine key={key.id} row={key} zone={zone} revoke={revoke} />
          ))}
        </TableBody>
      </Table>
    )}
  </Card>
)

type KeyLineProps = { row: ApiKeyRow; zone: string; revoke: ApiKeysProps['revoke'] }

const KeyLine = ({ row, zone, revoke }: KeyLineProps) => (
  <TableRow>
    <Cell>
      <span className="font-medium [overflow-wrap:anywhere]">{row.name}</span>
      <span className="block font-mono text-ink-faint text-xs">{row.prefix}…</span>
      <span className="block text-ink-soft text-xs [overflow-wrap:anywhere] md:hidden">
        {row.orgName ?? 'All organizations'}
      </span>
      <span className="mt-1.5 block sm:hidden">
        <Scopes {...row} />
      </span>
    </Cell>
    <Cell className="hidden sm:table-cell">
      <Scopes {...row} />
    </Cell>
    <Cell className="hidden [overflow-wrap:anywhere] md:table-cell">{row.orgName ?? 'All organizations'}</Cell>
    <Cell className="hidden text-ink-soft lg:table-cell">
      <DateTime at={row.createdAt} zone={zone} />
    </Cell>
    <Cell className="hidden text-ink-soft sm:table-cell">
      {row.lastUsedAt ? <DateTime at={row.lastUsedAt} zone={zone} /> : 'Never'}
    </Cell>
    <Cell className="py-1.5 text-right">
      {row.revokedAt ? <Badge>Revoked</Badge> : <RevokeKeyButton id={row.id} name={row.name} revoke={revoke} />}
    </Cell>
  </TableRow>
)

const Scopes = ({ scopes }: Pick<ApiKeyRow, 'scopes'>) => (
  <span className="flex flex-wrap gap-1">
    {scopes.map((scope) => (
      <Badge key={scope}>{scope}</Badge>
    ))}
  </span>
)
