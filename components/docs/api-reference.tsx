import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/ui/page-header'
import type { OpenApiDocument, Operation } from '@/lib/contracts/api/document-types'
import { MethodBadge } from './method-badge'
import { OperationView } from './operation-view'
import { ParametersTable } from './parameters-table'
import { Prose } from './prose'
import { SchemaView } from './schema-view'

type Listed = { readonly path: string; readonly method: string; readonly operation: Operation }
type Group = { readonly name: string; readonly description: string; readonly operations: readonly Listed[] }

const groupsOf = ({ tags, paths }: OpenApiDocument): readonly Group[] => {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Listed => ({ path, method, operation })),
  )
  return tags.map((tag) => ({ ...tag, operations: all.filter(({ operation }) => operation.tags.includes(tag.name)) }))
}

const tagAnchor = (name: string): string => `tag-${name}`

const Contents = ({ groups }: { readonly groups: readonly Group[] }) => {
  const t = useTranslations('apiDocs')
  return (
    <nav aria-label={t('contents')} className="flex flex-col gap-4 text-sm">
      {groups.map(({ name, operations }) => (
        <div key={name}>
          <a href={`#${tagAnchor(name)}`} className="font-medium hover:underline">
            {name}
          </a>
          <ul className="mt-1 flex flex-col">
            {operations.map(({ method, operation }) => (
              <li key={operation.operationId}>
                <a
                  href={`#${operation.operationId}`}
                  className="flex items-baseline justify-between gap-2 rounded-sm px-1.5 py-1 text-ink-soft hover:bg-hover hover:text-ink"
                >
                  <span className="min-w-0">{operation.summary}</span>
                  <MethodBadge method={method} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <a href="#schemas" className="font-medium hover:underline">
        {t('schemas')}
      </a>
    </nav>
  )
}

/** The API, read from its own description: what there is on the left, each operation on the right. */
export const ApiReference = ({ document }: { readonly document: OpenApiDocument }) => {
  const t = useTranslations('apiDocs')
  const groups = groupsOf(document)
  const url = document.servers[0]?.url ?? ''
  return (
    <div className="mx-auto grid max-w-7xl gap-x-10 gap-y-6 px-4 py-8 lg:grid-cols-[17rem_minmax(0,1fr)] lg:px-8">
      <aside className="hidden lg:block">
        <div className="sticky top-8 max-h-[calc(100dvh-4rem)] overflow-y-auto pr-2 -outline-offset-2">
          <Contents groups={groups} />
        </div>
      </aside>
      <main className="flex min-w-0 flex-col gap-10">
        <PageHeader
          title={t('title')}
          text={<Prose text={document.info.description} />}
          actions={
            <a href="/api/openapi.json" className="link">
              {t('download')}
            </a>
          }
        />
        <details className="rounded-md border border-line bg-surface px-4 py-3 lg:hidden">
          <summary className="font-medium">{t('contents')}</summary>
          <div className="pt-3">
            <Contents groups={groups} />
          </div>
        </details>
        <section className="flex min-w-0 flex-col gap-2">
          <h2 className="text-xl">{t('everyCall')}</h2>
          <p className="max-w-prose text-ink-soft">
            <Prose text={t('everyCallText')} />
          </p>
          <ParametersTable parameters={Object.values(document.components.parameters)} />
        </section>
        {groups.map(({ name, description, operations }) => (
          <section key={name} id={tagAnchor(name)} className="flex min-w-0 scroll-mt-4 flex-col gap-4">
            <div>
              <h2 className="text-xl">{name}</h2>
              <p className="text-ink-soft">{description}</p>
            </div>
            {operations.map((listed) => (
              <OperationView key={listed.operation.operationId} document={document} url={url} {...listed} />
            ))}
          </section>
        ))}
        <section id="schemas" className="flex min-w-0 scroll-mt-4 flex-col gap-8">
          <div>
            <h2 className="text-xl">{t('schemas')}</h2>
            <p className="text-ink-soft">{t('schemasText')}</p>
          </div>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <SchemaView key={name} name={name} schema={schema} schemas={document.components.schemas} />
          ))}
        </section>
      </main>
    </div>
  )
}
