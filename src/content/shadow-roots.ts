import type { Work } from './idle-work';

/** All elements but those that are never hosts, found by the browser itself: what is left is looked at one by one. */
const possibleHosts = `:not(${[
  'html,head,link,meta,title,base,style,script,noscript,template,a,abbr,area,audio,b,bdi,bdo,br,button,canvas,caption',
  'cite,code,col,colgroup,data,datalist,dd,del,details,dfn,dialog,dl,dt,em,embed,fieldset,figcaption,figure,form,hr,i',
  'iframe,img,input,ins,kbd,label,legend,li,map,mark,menu,meter,object,ol,optgroup,option,output,picture,pre,progress',
  'q,rp,rt,ruby,s,samp,search,select,slot,small,source,strong,sub,summary,sup,svg,svg *,table,tbody,td,textarea,tfoot',
  'th,thead,time,tr,track,u,ul,var,video,wbr',
].join(',')})`;

/** Open shadow roots below a node, and in them; `adopt` answers whether it was new. */
export function* findShadowRoots(root: ParentNode, adopt: (root: ShadowRoot) => boolean): Work {
  let looked = 0;
  for (const element of root.querySelectorAll(possibleHosts)) {
    const { shadowRoot } = element;
    if (shadowRoot && adopt(shadowRoot)) yield* findShadowRoots(shadowRoot, adopt);
    if (++looked % 50 === 0) yield;
  }
}
