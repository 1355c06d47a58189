import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Operation } from '@/lib/contracts/api/document-types'
import { stacked } from './fields-table'
import { Prose } from './prose'

type Envelope = { readonly detail?: { readonly error_code: string; readonly message: string } }

const refusalsOf = (responses: Operation['responses']) =>
  Object.entries(responses).flatMap(([status, { content }]) =>
    Object.values(content?.['application/json']?.examples ?? {}).flatMap(({ value }) => {
      const { detail } = value as Envelope
      return detail ? [{ status, code: detail.error_code, meaning: detail.message }] : []
    }),
  )

/** Every "no" an operation can answer with. */
export const RefusalsTable = ({ responses }: { readonly responses: Operation['responses'] }) => {
  const t = useTranslations('apiDocs')
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <Table label={t('refusals')} className={classNames(stacked, 'max-sm:[&_tbody_td:not(:last-child)]:inline-block')}>
        <TableHead className="border-t-0 max-sm:sr-only">
          <tr>
            <HeadCell>{t('status')}</HeadCell>
            <HeadCell>{t('code')}</HeadCell>
            <HeadCell className="w-3/5">{t('meaning')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {refusalsOf(responses).map(({ status, code, meaning }) => (
            <TableRow key={code}>
              <Cell className="figures max-sm:pr-0!">{status}</Cell>
              <Cell>
                <code className="font-mono text-xs">{code}</code>
              </Cell>
              <Cell>
                <Prose text={meaning} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
