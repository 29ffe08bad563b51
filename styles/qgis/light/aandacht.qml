<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="0">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Aandachtspunt"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="PointPatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="distance_x" type="QString" value="2"/>
      <Option name="distance_y" type="QString" value="2"/>
      <Option name="displacement_x" type="QString" value="1"/>
     </Option>
     <symbol type="marker" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="name" type="QString" value="circle"/>
        <Option name="size" type="QString" value="0.6"/>
        <Option name="color" type="QString" value="138,106,58,255"/>
        <Option name="outline_color" type="QString" value="138,106,58,255"/>
        <Option name="outline_width" type="QString" value="0"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="138,106,58,255"/>
      <Option name="line_width" type="QString" value="0.4"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
