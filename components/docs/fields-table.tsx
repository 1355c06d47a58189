import { useTranslations } from 'next-intl'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Prose } from './prose'
import type { FieldRow } from './schema-fields'
import { SchemaLink } from './schema-link'

/** On a phone the cells of a row stand below each other. */
export const stacked =
  'max-sm:[&_tbody]:block max-sm:[&_tbody_td]:block max-sm:[&_tbody_td]:px-4 max-sm:[&_tbody_td]:py-0.5 ' +
  'max-sm:[&_tbody_tr]:block max-sm:[&_tbody_tr]:py-2'

/** The fields of a body, an answer or a schema: name, type, meaning. */
export const FieldsTable = ({ label, rows }: { readonly label: string; readonly rows: readonly FieldRow[] }) => {
  const t = useTranslations('apiDocs')
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <Table label={label} className={stacked}>
        <TableHead className="border-t-0 max-sm:sr-only">
          <tr>
            <HeadCell>{t('field')}</HeadCell>
            <HeadCell>{t('type')}</HeadCell>
            <HeadCell className="w-1/2">{t('meaning')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ path, type, required, description }) => (
            <TableRow key={path} className="has-[a:hover]:bg-transparent">
              <Cell className="[overflow-wrap:anywhere]">
                <code className="font-mono text-xs">{path}</code>
                {required ? <span className="text-ink-faint text-xs max-sm:ml-2 sm:block">{t('required')}</span> : null}
              </Cell>
              <Cell className="text-ink-soft">
                <SchemaLink type={type} />
              </Cell>
              <Cell>
                <Prose text={description} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
