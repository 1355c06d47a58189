import type { TypeText } from './schema-fields'

export const schemaAnchor = (name: string): string => `schema-${name}`

/** A type in words; the named schema in it is a link to what it holds. */
export const SchemaLink = ({ type: { text, leadsTo } }: { readonly type: TypeText }) => {
  if (leadsTo === null) return text
  const at = text.indexOf(leadsTo)
  return (
    <>
      {text.slice(0, at)}
      <a href={`#${schemaAnchor(leadsTo)}`} className="link">
        {leadsTo}
      </a>
      {text.slice(at + leadsTo.length)}
    </>
  )
}
