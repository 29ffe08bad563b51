<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="0">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Sluit woningen uit"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45"/>
      <Option name="distance" type="QString" value="2"/>
     </Option>
     <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="154,51,36,255"/>
        <Option name="line_width" type="QString" value="0.25"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="capstyle" type="QString" value="round"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="135"/>
      <Option name="distance" type="QString" value="2"/>
     </Option>
     <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="154,51,36,255"/>
        <Option name="line_width" type="QString" value="0.25"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="capstyle" type="QString" value="round"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="154,51,36,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
