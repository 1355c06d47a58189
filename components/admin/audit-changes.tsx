import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { LongText } from './long-text'

/** Facts of a record as they were written: any JSON. */
export type AuditFacts = Readonly<Record<string, unknown>>

export type AuditChangesProps = { readonly before: AuditFacts | null; readonly after: AuditFacts | null }

const textOf = (facts: AuditFacts | null, name: string): string => {
  const value = facts?.[name]
  if (value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What an entry changed, fact by fact: before and after. Facts that stayed the same are left out. */
export const AuditChanges = ({ before, after }: AuditChangesProps) => {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changed = names.filter((name) => textOf(before, name) !== textOf(after, name))
  if (changed.length === 0) return <p className="text-ink-faint text-sm">This entry has no details.</p>
  return (
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
          {changed.map((name) => (
            <TableRow key={name}>
              <Cell className="font-medium">{name}</Cell>
              <Cell className="min-w-28 text-ink-soft">
                <LongText text={textOf(before, name)} />
              </Cell>
              <Cell className="min-w-28">
                <LongText text={textOf(after, name)} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
