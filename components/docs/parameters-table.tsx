import { useTranslations } from 'next-intl'
import type { ApiParameter } from '@/lib/contracts/api/document-types'
import { FieldsTable } from './fields-table'
import { typeOf } from './schema-fields'

export type ParametersTableProps = {
  readonly parameters: readonly ApiParameter[]
}

/** What is said in the address or in headers. */
export const ParametersTable = ({ parameters }: ParametersTableProps) => {
  const t = useTranslations('apiDocs')
  const rows = parameters.map(({ name, required, schema, description, ...each }) => ({
    path: name,
    type: { ...typeOf(schema), text: `${typeOf(schema).text} ${t(`in_${each.in}`)}` },
    required,
    description,
  }))
  return <FieldsTable label={t('parameters')} rows={rows} />
}
