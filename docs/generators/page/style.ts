/** The pages' whole style: no font, image or script comes from anywhere. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b2530;--soft:#5a6675;--line:#dde3ea;--panel:#f5f7fa;--accent:#0b5cad;--ink:#0f1720;--ink-fg:#e6edf5;--ink-soft:#a9b6c6;--get:#0b6b4f;--post:#0b5cad;--put:#8a4b00;--bad:#a32020}
@media (prefers-color-scheme:dark){:root{--bg:#0f141a;--fg:#e3e9f0;--soft:#a3afbd;--line:#2a333e;--panel:#171e26;--accent:#7db8f5;--ink:#0a0e13;--ink-fg:#e6edf5;--ink-soft:#a9b6c6;--get:#5fd0aa;--post:#7db8f5;--put:#f0b364;--bad:#ff9c94}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
p code,li code,dd code,td code,.says code{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:.05em .3em;overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;z-index:2}
header.top{border-bottom:1px solid var(--line);padding:1.25rem 1.5rem;display:flex;gap:.25rem 1.5rem;flex-wrap:wrap;align-items:baseline}
header.top strong{font-size:1.1rem;letter-spacing:-.01em}
header.top .version{color:var(--soft);font-size:.875rem}
header.top nav{margin-left:auto;display:flex;gap:1.25rem}
.layout{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:88rem;margin:0 auto}
.side{border-right:1px solid var(--line);padding:1.25rem 1rem 2rem 1.5rem;position:sticky;top:0;max-height:100vh;overflow:auto;font-size:.9rem}
.menu{display:none;padding:.75rem 1rem 0;font-size:.95rem}
.side h2,.menu h2{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.25rem 0 .35rem}
.side ul,.menu ul{list-style:none;margin:0;padding:0}
.side li a,.menu li a{display:block;padding:.2rem .5rem;margin-left:-.5rem;border-radius:4px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
.side li a:hover,.menu li a:hover{background:var(--panel);color:var(--accent)}
main{padding:1.5rem 2rem 6rem;min-width:0}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.02em;margin:.25rem 0 1rem}
main>section>h2{font-size:1.5rem;letter-spacing:-.015em;margin:3rem 0 .5rem;padding-top:1.5rem;border-top:2px solid var(--fg)}
h3{font-size:1.2rem;margin:0;letter-spacing:-.01em}
main h2.minor,h4{font-weight:700;border:0;padding:0;font-size:.8rem;letter-spacing:.05em;text-transform:uppercase;color:var(--soft);margin:1.5rem 0 .5rem}
.intro p,.lead{max-width:46rem}
.operation,.entry{border-top:1px solid var(--line);padding:1.75rem 0 1.5rem}
h2.code{font-size:1.3rem;margin:0;letter-spacing:-.01em}
.route{font-size:.95rem;margin:.4rem 0 .75rem;overflow-wrap:anywhere}
.method{font-weight:700;margin-right:.5rem}.GET{color:var(--get)}.POST{color:var(--post)}.PUT{color:var(--put)}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2rem}
.says{max-width:46rem}
.tags{font-size:.85rem;color:var(--soft);margin:.25rem 0}
.members{margin:0;border-top:1px solid var(--line)}
.members>div{border-bottom:1px solid var(--line);padding:.55rem 0}
.members dt{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
.members dt>code{font-weight:600;overflow-wrap:anywhere}
.members dt>code{background:none;border:0;padding:0}
.members dd{margin:.1rem 0 0;font-size:.925rem}
.kind{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
.must{color:var(--bad);font-size:.75rem;font-weight:600}
.limits{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
.members .members{margin:.5rem 0 .25rem;padding-left:.9rem;border-left:2px solid var(--line);border-top:0}
.members .members>div:last-child{border-bottom:0}
pre{background:var(--ink);color:var(--ink-fg);border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem;overflow:auto;margin:.25rem 0 .5rem;max-height:34rem;line-height:1.5;tab-size:2}
pre.json{white-space:pre-wrap;overflow-wrap:anywhere}
pre.copy{user-select:all}
.hint{color:var(--soft);font-size:.8rem;margin:0 0 .75rem}
details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:0 1rem}
details>summary{cursor:pointer;padding:.6rem 0;overflow-wrap:anywhere}
details[open]>summary{border-bottom:1px solid var(--line);margin-bottom:.75rem}
.refusals{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.refusals li{display:grid;grid-template-columns:2.75rem minmax(0,1fr);border-bottom:1px solid var(--line);padding:.35rem 0;font-size:.925rem}
.refusals .status{color:var(--soft);font-variant-numeric:tabular-nums}
.refusals a{overflow-wrap:anywhere}
.status-big{color:var(--bad);font-weight:700}
@media (max-width:72rem){.columns{grid-template-columns:minmax(0,1fr)}}
@media (max-width:52rem){.layout{grid-template-columns:minmax(0,1fr)}.side{display:none}.menu{display:block}.menu ul{padding:0 .5rem}.menu li a{padding:.35rem .5rem}main{padding:1rem 1rem 4rem}header.top{padding:1rem}header.top nav{margin-left:0}h1{font-size:1.6rem}pre{font-size:.8rem}}
@media print{.side,.menu,.skip{display:none}.layout{display:block}pre{white-space:pre-wrap;max-height:none}}
`;
