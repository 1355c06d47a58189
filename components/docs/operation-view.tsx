import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import type { ApiParameter, OpenApiDocument, Operation } from '@/lib/contracts/api/document-types'
import { BodyView } from './body-view'
import { Callers } from './callers'
import { CodeBlock } from './code-block'
import { curlExample } from './curl-example'
import { MethodBadge } from './method-badge'
import { ParametersTable } from './parameters-table'
import { Code, Prose } from './prose'
import { RefusalsTable } from './refusals-table'
import { typeOf } from './schema-fields'
import { SchemaLink } from './schema-link'

export type OperationViewProps = {
  readonly document: OpenApiDocument
  readonly url: string
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-2">
    <h4 className="font-medium">{title}</h4>
    {children}
  </div>
)

/** On every answer, and said once at the top. */
const everywhere = 'X-Request-Id'

/** Answers that are no refusal: status, what it means, what it holds, an example of each kind. */
const Answers = ({ responses }: { readonly responses: Operation['responses'] }) => {
  const t = useTranslations('apiDocs')
  const own = Object.entries(responses).flatMap(([status, { description, content, headers = {} }]) => {
    const media = Object.entries(content ?? {})[0]
    const examples = Object.values(media?.[1].examples ?? {}).filter(
      ({ value }) => !(typeof value === 'object' && value !== null && 'detail' in value),
    )
    return Number(status) < 400 || examples.length > 0
      ? [{ status, description, media, examples, headers: Object.keys(headers).filter((name) => name !== everywhere) }]
      : []
  })
  return own.map(({ status, description, media, examples, headers }) => (
    <div key={status} className="flex min-w-0 flex-col gap-2">
      <p>
        <span className="figures font-medium">{status}</span> <Prose text={description} />{' '}
        {media?.[1].schema ? <SchemaLink type={typeOf(media[1].schema)} /> : media?.[0]}
      </p>
      {headers.length > 0 ? (
        <p className="text-sm">
          {t('headers')} <Code>{headers.join(', ')}</Code>
        </p>
      ) : null}
      {examples.map(({ summary, value }) => (
        <CodeBlock key={summary} caption={summary} text={JSON.stringify(value, null, 2)} />
      ))}
    </div>
  ))
}

/** One operation of the API, whole: address, callers, what is sent, what is answered. */
export const OperationView = ({ document, url, path, method, operation }: OperationViewProps) => {
  const t = useTranslations('apiDocs')
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation
  const own = parameters.filter((each): each is ApiParameter => 'in' in each)
  const body = requestBody?.content['application/json']?.schema
  return (
    <Card id={operationId} aria-labelledby={`${operationId}-title`} className="scroll-mt-4">
      <div className="flex flex-col gap-5 px-4 py-4 sm:px-5">
        <header className="flex flex-col gap-2">
          <h3 id={`${operationId}-title`} className="text-lg">
            <a href={`#${operationId}`} className="hover:underline">
              {summary}
            </a>
          </h3>
          <p className="flex min-w-0 flex-wrap items-center gap-2">
            <MethodBadge method={method} />
            <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{path}</code>
          </p>
          <p className="max-w-prose text-ink-soft">
            <Prose text={description} />
          </p>
          <Callers security={security} />
        </header>
        {own.length > 0 ? (
          <Part title={t('parameters')}>
            <ParametersTable parameters={own} />
          </Part>
        ) : null}
        {body ? (
          <Part title={t('body')}>
            <BodyView schema={body} schemas={document.components.schemas} required={requestBody?.required ?? true} />
          </Part>
        ) : null}
        <Part title={t('request')}>
          <CodeBlock caption="curl" text={curlExample({ url, method, path, operation })} />
        </Part>
        <Part title={t('answers')}>
          <Answers responses={responses} />
        </Part>
        <Part title={t('refusals')}>
          <RefusalsTable responses={responses} />
        </Part>
      </div>
    </Card>
  )
}
