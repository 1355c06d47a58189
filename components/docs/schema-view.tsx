import { useTranslations } from 'next-intl'
import type { OpenApiDocument } from '@/lib/contracts/api/document-types'
import type { JsonSchema } from '@/lib/contracts/api/wire-forms'
import { FieldsTable } from './fields-table'
import { Code, Prose } from './prose'
import { fieldRows, formsOf, typeOf } from './schema-fields'
import { SchemaLink, schemaAnchor } from './schema-link'

type SchemaViewProps = {
  readonly name: string
  readonly schema: JsonSchema
  readonly schemas: OpenApiDocument['components']['schemas']
}

/** A named schema: its fields, or the forms it takes. */
export const SchemaView = ({ name, schema, schemas }: SchemaViewProps) => {
  const t = useTranslations('apiDocs')
  const rows = fieldRows(schema, schemas)
  const examples = (schema.examples ?? []) as readonly unknown[]
  return (
    <section id={schemaAnchor(name)} aria-label={name} className="flex min-w-0 scroll-mt-4 flex-col gap-2">
      <h3 className="text-lg">
        <a href={`#${schemaAnchor(name)}`} className="hover:underline">
          {name}
        </a>
      </h3>
      <p className="max-w-prose text-ink-soft">
        <Prose text={String(schema.description ?? '')} />
      </p>
      {rows.length > 0 ? (
        <FieldsTable label={name} rows={rows} />
      ) : (
        <ul className="flex flex-col gap-1.5">
          {formsOf(schema).map((form) => (
            <li key={JSON.stringify(form)} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span>
                <SchemaLink type={typeOf(form)} />
              </span>
              {form.pattern === undefined ? null : <Code>{String(form.pattern)}</Code>}
            </li>
          ))}
        </ul>
      )}
      {examples.length > 0 ? (
        <p className="text-ink-soft text-sm">
          {t('forExample')}{' '}
          {examples.map((example) => (
            <span key={String(example)} className="mr-2">
              <Code>{JSON.stringify(example)}</Code>
            </span>
          ))}
        </p>
      ) : null}
    </section>
  )
}
