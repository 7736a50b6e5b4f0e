/** A serial number to be read out or copied: whole if it fits, else broken after its terminal number, never inside a group. */
export function Serial({ value }: { readonly value: string }) {
  const [terminal = '', ...rest] = value.split('-');
  return (
    <span class="serial">
      {terminal}
      {rest.length > 0 && (
        <>
          -<wbr />
          <span class="nowrap">{rest.join('-')}</span>
        </>
      )}
    </span>
  );
}
