"""Programs in many languages of which no two lines are alike, the same for the same dice: code as a blog of programmers has it.

It must not know posts.
"""

WORDS = ["user", "order", "index", "cache", "token", "batch", "score", "model", "reader", "writer", "buffer", "window", "graph", "node", "edge", "price",
         "weight", "offset", "limit", "query", "result", "config", "session", "channel", "packet", "frame", "pixel", "sample", "vector", "matrix"]
NOTES = ["统计每一行", "先检查边界", "这里可能为空", "缓存上一次的结果", "避免重复计算", "按时间倒序", "check the bounds first", "the last one wins", "see the paper"]
# For each language: how a program begins, lines of its middle, how it ends. {a} {b} {c} are names, {n} {m} numbers, {s} a text, {z} a remark.
LANGUAGES = {
    "rust": ("pub fn {a}({b}: &[u64], {c}: usize) -> Option<u64> {{", ["    // {z} {n}", "    let {a}: Vec<_> = {b}.iter().skip({n}).filter(|x| **x > {m}).collect();",
             "    if {a}.len() == {n} || {c}.is_empty() {{ return None; }}", "    println!(\"{s} {{}}\", {b}[{n}]);", "    let {c} = match {a} {{ {n}..={m} => \"{s}\", _ => '\\u{{{n}}}'.into() }};"], "    Some({n})\n}}"),
    "python": ("def {a}({b}, {c}={n}):", ["    # {z} {n}", "    \"\"\"{s} {n}\"\"\"", "    {a} = [{b} for {b} in range({n}) if {b} % {m}]", "    print(f\"{s} {{{a}!r:>{n}}}\")",
               "    with open('{s}.{a}', encoding='utf-8') as {c}: {b}.update(json.load({c}))", "    return {{'{a}': {n}, '{b}': {m}.5}} if not {c} else None"], "    raise ValueError('{s}')"),
    "js": ("export async function {a}({b}, {{ {c} = {n} }} = {{}}) {{", ["  // {z} {n}", "  const {a}{n} = await fetch(`/{b}/${{{c}}}?n={m}`, {{ method: 'POST' }});", "  if (!{b}?.{c}) throw new Error(\"{s}\");",
           "  {a}.map(({b}) => {b}.{c} ?? {n}).filter(Boolean);", "  for (const {c} of {a}) {{ total += {c}.{b} * {n}e{m}; }}", "  /^{a}-(\\d{{{n}}})$/i.test({b});"], "}}"),
    "go": ("func {a}({b} []string, {c} int) (map[string]int, error) {{", ["\t// {z} {n}", "\t{a} := make(chan struct{{}}, {n})", "\tif {b}, err := os.Open(\"{s}\"); err != nil {{ return nil, fmt.Errorf(\"{a}: %w\", err) }}",
           "\tfor i := {n}; i < {m}; i++ {{ {c} += i & 0x{n} }}", "\tdefer func() {{ {b}.{c} = nil }}()"], "\treturn {a}, nil\n}}"),
    "java": ("public final class {a} extends {b}<String> {{", ["    // {z} {n}", "    private static final int {c} = {n};", "    @Override public String {b}(List<{a}> {c}) {{ return \"{s}\" + {c}.get({n}); }}",
             "    Map<String, Integer> {b}{n} = new HashMap<>({m});"], "}}"),
    "c": ("static int {a}(const char *{b}, size_t {c})", ["/* {z} {n} */", "#define {a} ({n} << {m})", "    struct {b} *{c} = malloc(sizeof *{c} * {n});", "    printf(\"{s} %d\\n\", {a}->{b}[{n}]);",
          "    if ({a} && !{b}) return -{n}; else {c} |= 0x{m}u;"], ";"),
    "bash": ("#!/bin/bash\nset -euo pipefail", ["# {z} {n}", "{a}=$(grep -c '{s}' \"${{{b}}}\" | head -n {n})", "for {c} in {b}/*.{a}; do echo \"{s} ${{{c}}}\"; done", "[[ -f \"{a}{n}\" ]] && rm -rf -- \"{a}{n}\"",
             "awk -F, '$2 > {n} {{ print $1 }}' {b}.csv > {c}{m}.txt"], "exit 0"),
    "json": ("{{", ["  \"{a}{n}\": [{n}, {m}, true],", "  \"{b}{n}\": {{ \"{c}\": \"{s}\", \"{a}\": null }},", "  \"{c}{n}\": -{n}.{m}e3,"], "  \"end\": {n}\n}}"),
    "sql": ("-- {z}", ["SELECT {a}.{b}, COUNT(*) AS {c}{n} FROM {a} JOIN {c} ON {c}.id = {a}.{b} WHERE {b} > {n};", "INSERT INTO {a} ({b}, {c}) VALUES ({n}, '{s}');",
            "CREATE INDEX {a}_{b}_{n} ON {a} ({b} DESC);"], "COMMIT;"),
    "html": ("<section id=\"{a}{n}\">", ["  <!-- {z} {n} -->", "  <p class=\"{b}\" data-{c}=\"{n}\">{s} &amp; {m}</p>", "  <script>const {a} = {n};</script>", "  <style>.{b} {{ margin: {n}px; color: #{n}; }}</style>"], "</section>"),
}


def program(dice, least=6, most=24):
    """A language and a program in it."""
    language = dice.choice(list(LANGUAGES))
    begin, middle, end = LANGUAGES[language]
    lines = [begin, *(dice.choice(middle) for _ in range(dice.randint(least, most))), end]
    return language, "".join(_filled(dice, line) + "\n" for line in lines)


def _filled(dice, line):
    word = lambda: f"{dice.choice(WORDS)}_{dice.choice(WORDS)}"
    return line.format(a=word(), b=word(), c=word(), n=dice.randint(2, 99999), m=dice.randint(2, 999), s=f"{dice.choice(WORDS)} {dice.choice(NOTES)}", z=dice.choice(NOTES))
