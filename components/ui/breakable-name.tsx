import { Fragment } from 'react'

/** A technical name (`sandbox.seconds`, a path) that breaks after its dots, colons and slashes rather than anywhere. */
export const BreakableName = ({ name }: { name: string }) =>
  name.split(/(?<=[./:])/).map((part, index, parts) => (
    <Fragment key={parts.slice(0, index + 1).join('')}>
      {part}
      <wbr />
    </Fragment>
  ))
