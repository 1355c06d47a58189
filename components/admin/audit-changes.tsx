import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { type AuditFacts, changedFacts } from './audit-facts'
import { LongText } from './long-text'

export type { AuditFacts } from './audit-facts'

export type AuditChangesProps = { readonly before: AuditFacts | null; readonly after: AuditFacts | null }

/** What an entry changed, fact by fact and in words, and the record as it was written. */
export const AuditChanges = ({ before, after }: AuditChangesProps) => {
  const changed = changedFacts(before, after)
  if (changed.length === 0) return <p className="text-ink-faint text-sm">This entry has no details.</p>
  return (
    <div className="flex flex-col gap-2">
      <div className="rounded-md border border-line">
        <Table label="Changes">
          <TableHead className="border-t-0">
            <tr>
              <HeadCell>Fact</HeadCell>
              <HeadCell>Before</HeadCell>
              <HeadCell>After</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {changed.map((fact) => (
              <TableRow key={fact.name}>
                <Cell className="font-medium">{fact.name}</Cell>
                <Cell className="min-w-28 text-ink-soft">
                  <LongText text={fact.before} />
                </Cell>
                <Cell className="min-w-28">
                  <LongText text={fact.after} />
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <details className="min-w-0 text-sm">
        <summary className="w-fit rounded-sm text-ink-soft text-xs underline">The record as it was written</summary>
        <pre className="mt-1.5 overflow-x-auto rounded-md border border-line bg-sunken p-3 text-xs">
          {JSON.stringify({ before, after }, null, 2)}
        </pre>
      </details>
    </div>
  )
}
