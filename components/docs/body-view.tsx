import { useTranslations } from 'next-intl'
import type { JsonSchema } from '@/lib/contracts/api/wire-forms'
import { FieldsTable } from './fields-table'
import { Prose } from './prose'
import { fieldRows, formsOf, resolve, typeOf } from './schema-fields'
import { SchemaLink } from './schema-link'

export type BodyViewProps = {
  readonly schema: JsonSchema
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly required: boolean
}

/** What is sent: the fields of its one form, or of each form it may take. */
export const BodyView = ({ schema, schemas, required }: BodyViewProps) => {
  const t = useTranslations('apiDocs')
  const whole = resolve(schema, schemas)
  const forms = formsOf(whole)
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft">
        <Prose text={String(whole.description ?? '')} />
        {required ? null : ` ${t('bodyOptional')}`}
      </p>
      {forms.map((form) => {
        const type = typeOf(form)
        const rows = fieldRows(resolve(form, schemas), schemas)
        return (
          <div key={JSON.stringify(form)} className="flex flex-col gap-2">
            {forms.length > 1 ? (
              <p className="text-sm">
                {t('form')} <SchemaLink type={type} />
              </p>
            ) : null}
            {rows.length > 0 ? <FieldsTable label={t('bodyFields')} rows={rows} /> : null}
          </div>
        )
      })}
    </div>
  )
}
