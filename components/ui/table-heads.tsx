/** The heads of a table that does not sort. */
export function TableHeads({ heads }: { heads: readonly string[] }) {
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col" className="py-1 pr-3 font-medium">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
