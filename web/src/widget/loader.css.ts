/** Goes into a constructable style sheet: pages that forbid inline styles allow those. */
export const styles = `
:host{all:initial;position:fixed;z-index:2147483000;bottom:20px;right:20px}
:host([data-side=left]){right:auto;left:20px}
:host([hidden]){display:none}
[hidden]{display:none!important}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;background:var(--fill);color:var(--ink);cursor:pointer;box-shadow:0 6px 20px rgb(0 0 0/.25),0 0 0 1px rgb(255 255 255/.3)}
button:hover{filter:brightness(1.08)}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #1b4fd8}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
i,b{position:absolute;top:0;right:0;box-sizing:border-box;border:2px solid #fff}
i{width:16px;height:16px;border-radius:50%;background:#6b7280}
[data-state=AVAILABLE]{background:#16a34a}
[data-state=BUSY]{background:#ea8a0b}
b{top:-4px;right:-4px;min-width:24px;padding:0 5px;border-radius:12px;background:#c5221f;color:#fff;font:700 12px/20px system-ui,sans-serif;text-align:center}
iframe{position:absolute;bottom:68px;right:0;width:380px;max-width:calc(100vw - 40px);height:640px;max-height:calc(100vh - 108px);border:0;border-radius:16px;background:#fff;box-shadow:0 12px 40px rgb(0 0 0/.3),0 0 0 1px rgb(128 128 128/.25)}
:host([data-side=left]) iframe{right:auto;left:0}
@media (prefers-color-scheme:dark){iframe{background:#191c23}}
@media (prefers-reduced-motion:no-preference){iframe{animation:rise .16s ease-out}@keyframes rise{from{opacity:0;transform:translateY(8px)}}}
@media (max-width:480px){iframe,:host([data-side=left]) iframe{position:fixed;inset:0 auto auto 0;width:100%;max-width:none;height:100dvh;max-height:none;border-radius:0;box-shadow:none}}
`;
