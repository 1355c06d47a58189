import { Text } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { fontFamily, plainFeatures, tabularFeatures, type Weight } from './typeface'

/**
 * Lines of text, each set for itself from `top` and `left` down. A line feed inside one text would bring a second font
 * into the file that is not embedded. The box is a little wider than the lines were broken for, on the side where it
 * does not show: a line never breaks again.
 */
export const LinesView = (props: {
  readonly lines: readonly string[]
  readonly left: number
  readonly top: number
  readonly width: number
  readonly size: number
  readonly lineHeight: number
  readonly align?: 'left' | 'right'
  readonly weight?: Weight
  readonly color?: string
  readonly isFigures?: boolean
}): ReactElement => {
  const isRight = props.align === 'right'
  const style = {
    position: 'absolute',
    left: isRight ? props.left - slack : props.left,
    width: props.width + slack,
    textAlign: props.align ?? 'left',
    fontFamily,
    fontSize: props.size,
    fontWeight: props.weight ?? 400,
    lineHeight: props.lineHeight / props.size,
    fontFeatureSettings: props.isFigures ? tabularFeatures : plainFeatures,
    ...(props.color ? { color: props.color } : {}),
  } as const
  return (
    <>
      {placed(props).map(
        ([top, line]) =>
          line !== '' && (
            <Text key={top} style={{ ...style, top }}>
              {line}
            </Text>
          ),
      )}
    </>
  )
}

const slack = 8

const placed = (props: { lines: readonly string[]; top: number; lineHeight: number }): [top: number, line: string][] =>
  props.lines.map((line, index) => [props.top + index * props.lineHeight, line])
